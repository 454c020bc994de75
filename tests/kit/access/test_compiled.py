"""Compiled reads answer as their querysets do, for whoever asks, and refuse what they could not keep right."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import QuerySet
from django.db.models.signals import post_init
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import NOWHERE
from jiangong.kit.access.compiled import CompiledRead
from jiangong.kit.access.samples import NotCompilable
from jiangong.kit.access.scoping import UngatedRead

USERS = ("city_officer", "district_officer", "neighbour_officer", "union_officer", "system_admin", "worker")


def organizations() -> QuerySet:
    return Organization.objects.ungated("a test")


class Read(CompiledRead):
    """One that is not among the product's."""

    def __init__(self, build):
        self.build, self._texts = build, {}


@pytest.fixture
def keys(cast):
    return list(organizations().order_by("pk").values_list("pk", flat=True))


def test_every_call_brings_its_own_values(keys):
    read = Read(
        lambda wanted, parts: organizations().filter(pk__in=wanted, path__contains=parts).order_by("pk")
    )
    for wanted in ([], keys[:1], keys[1:2], keys[:3], keys[3:], [*keys[:2], keys[0]], [10**6], keys * 30):
        for part in (f"/{keys[0]}/", f"/{keys[-1]}/"):
            expected = list(read.build(list(wanted), part))
            assert read(wanted, part) == expected
            assert [one.__dict__.keys() for one in read(wanted, part)] == [
                one.__dict__.keys() for one in expected
            ]
    assert len(read._texts) == 3  # none, one, up to four; very many are not compiled


def test_values_and_annotations_come_as_the_queryset_gives_them(keys):
    flat = Read(lambda pk: organizations().filter(pk=pk).values_list("name", flat=True))
    pairs = Read(
        lambda day: organizations().filter(opened_on__lte=day).order_by("pk").values_list("pk", "kind")
    )
    related = Read(lambda pk: organizations().filter(pk=pk).select_related("parent"))
    assert flat(keys[1]) == list(flat.build(keys[1]))
    assert pairs(date(2100, 1, 1)) == list(pairs.build(date(2100, 1, 1)))
    assert pairs(date(1900, 1, 1)) == []
    child = next(one for one in organizations() if one.parent_id)
    (found,) = related(child.pk)
    assert found.parent.name == child.parent.name
    assert found._state.adding is False


def test_the_gate_holds_for_everybody_with_one_text_for_each_reach(cast, keys):
    read = Read(
        lambda actor, wanted: Organization.objects.visible_to(actor).filter(pk__in=wanted).order_by("pk")
    )
    seen = {}
    for name in (*USERS, *reversed(USERS)):
        actor = cast.actor(name)
        seen[name] = [one.pk for one in read(actor, keys)]
        assert seen[name] == [one.pk for one in read.build(actor, keys)]
    assert seen["system_admin"] == []
    assert seen["city_officer"] == keys
    assert not set(seen["district_officer"]) & set(seen["neighbour_officer"])


def test_the_same_rights_elsewhere_have_a_text_of_their_own(cast, keys):
    read = Read(
        lambda actor, wanted: Organization.objects.visible_to(actor).filter(pk__in=wanted).order_by("pk")
    )
    wide = cast.actor("city_officer")
    district = replace(wide, organization=cast.district, scope_path=cast.district.scope_path)
    nowhere = replace(district, scope_path=NOWHERE)
    for actor in (wide, district, nowhere, wide):
        assert read(actor, keys) == list(read.build(actor, keys))
    assert [len(read(actor, keys)) for actor in (wide, district, nowhere)] == [len(keys), 2, 0]


def test_what_could_not_stay_right_is_refused(cast, keys):
    actor = cast.actor("district_officer")
    for build, values in (
        (lambda pk: organizations().filter(pk=pk + 1), (keys[0],)),
        (lambda count: organizations().order_by("pk")[:count], (3,)),
        (lambda pk: organizations().filter(pk=pk, created_at__lt=timezone.now()), (keys[0],)),
        (lambda pk: organizations().filter(pk=pk).prefetch_related("spans"), (keys[0],)),
        (lambda actor: organizations().filter(pk=actor.appointment_id), (actor,)),
        (lambda thing: organizations().filter(name=thing), (object(),)),
        (lambda keys: organizations().filter(pk__in=keys), ([keys[0], "1"],)),
    ):
        with pytest.raises(NotCompilable):
            Read(build)(*values)
    with pytest.raises(AttributeError):
        Read(lambda actor: organizations().filter(kind=actor.organization.kind))(actor)
    with pytest.raises(NotCompilable):
        Read(lambda part: organizations().filter(name__contains=part))("100%")
    with pytest.raises(UngatedRead):
        Read(lambda pk: Organization.objects.filter(pk=pk))(keys[0])


def test_a_model_that_does_more_when_it_is_made_is_asked_to(keys):
    """Objects are made without Django's own ceremony only where nobody would notice."""
    read = Read(lambda pk: organizations().filter(pk=pk))
    seen = []

    def note(sender, instance, **kwargs):
        seen.append(instance.pk)

    (quick,) = read(keys[0])
    assert (quick._state.adding, quick._state.db) == (False, "default")
    post_init.connect(note, sender=Organization)
    try:
        again = Read(read.build)
        assert again(keys[0]) == [quick]
    finally:
        post_init.disconnect(note, sender=Organization)
    assert seen == [keys[0]]
