"""Objects made for rows are what the model itself would have made, whatever it is given."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.signals import post_init

from jiangong.domains.organizations.models import Organization
from jiangong.domains.reporting.models import Entry, Report
from jiangong.kit.access.instances import fresh
from jiangong.kit.audit.models import AuditEntry


def same(model: type[models.Model], **values: object) -> bool:
    ours, theirs = fresh(model, **values), model(**values)
    mine, its = dict(ours.__dict__), dict(theirs.__dict__)
    states = mine.pop("_state"), its.pop("_state")
    return mine == its and states[0].fields_cache == states[1].fields_cache


def test_a_fresh_object_is_what_the_model_would_have_made():
    organization, report = Organization(pk=3, name="甲"), Report(pk=7)
    assert same(AuditEntry, pk=9, at=None, verb="organizations.organization.create", changes={"a": 1})
    assert same(Entry, pk=5, report=report, organization=organization, explanation="", findings=[])
    assert same(Entry, report=None, organization_id=3)
    assert fresh(Entry, report=report).report is report


def test_every_model_can_be_begun_empty():
    for model in apps.get_models():
        ours, theirs = fresh(model).__dict__, model().__dict__
        assert ours.keys() == theirs.keys(), model
        made = {one.attname for one in model._meta.concrete_fields if callable(one.default)}
        assert all(ours[name] == theirs[name] for name in ours.keys() - made - {"_state"}), model


def test_no_two_share_what_a_default_makes():
    one, other = fresh(AuditEntry), fresh(AuditEntry)
    one.changes["a"] = 1
    assert other.changes == {}


def test_names_the_model_does_not_have_are_refused():
    with pytest.raises(TypeError):
        fresh(Entry, colour="red")


def test_whoever_listens_for_new_objects_hears_of_these_too():
    heard: list[object] = []

    def listen(instance: object, **kwargs: object) -> None:
        heard.append(instance)

    post_init.connect(listen, sender=Listened)
    try:
        made = fresh(Listened)
    finally:
        post_init.disconnect(listen, sender=Listened)
    assert heard == [made]


class Listened(models.Model):  # noqa: DJ008 - nobody reads it
    class Meta:
        app_label = "tests"
        managed = False
