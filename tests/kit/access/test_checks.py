"""An undeclared field or a scoped default manager stops the start."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from jiangong.kit.access import checks
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal, is_personal, needs_entry, privacy_of, register
from jiangong.kit.access.scoping import ScopedManager, ScopedModel

ENTRY = Personal("联系本人", "敏感", "在职期间", "138****0000")


def errors_for(monkeypatch, *models_shown):
    monkeypatch.setattr(checks.apps, "get_models", lambda: models_shown)
    found = checks.every_text_field_is_in_the_data_register(None)
    return found + checks.scoped_models_keep_an_open_default_manager(None)


def make_model(**attributes):
    meta = type("Meta", (), {"app_label": "access"})
    attributes |= {"__module__": "jiangong.kit.access.models", "Meta": meta}
    return type("Boat", (attributes.pop("base", models.Model),), attributes)


@isolate_apps("jiangong.kit.access")
def test_undeclared_text_is_an_error_that_names_the_field(monkeypatch):
    boat = make_model(owner=models.CharField(max_length=10), length=models.IntegerField())
    (error,) = errors_for(monkeypatch, boat)
    assert (error.id, "access.Boat" in error.msg, "owner" in error.msg) == ("access.E001", True, True)
    assert "length" not in error.msg


@isolate_apps("jiangong.kit.access")
def test_declared_fields_pass(monkeypatch):
    boat = make_model(
        owner=models.CharField(max_length=10),
        colour=models.TextField(),
        privacy={"owner": ENTRY, "colour": NOT_PERSONAL},
    )
    assert errors_for(monkeypatch, boat) == []
    assert (is_personal(boat, "owner"), is_personal(boat, "colour")) == (True, False)


@isolate_apps("jiangong.kit.access")
def test_scoped_objects_as_default_manager_is_an_error(monkeypatch):
    boat = make_model(base=ScopedModel, objects=ScopedManager(), unscoped=models.Manager())
    assert [error.id for error in errors_for(monkeypatch, boat)] == ["access.E002"]


@pytest.mark.parametrize(
    ("field", "needed"),
    [
        (models.CharField(), True),
        (models.EmailField(), True),
        (models.TextField(), True),
        (models.JSONField(), True),
        (models.GenericIPAddressField(), True),
        (models.BinaryField(), True),
        (models.FileField(), True),
        (models.DateField(), True),
        (models.DateTimeField(), False),
        (models.IntegerField(), False),
        (models.CharField(choices=[("a", "甲")]), False),
        (models.CharField(primary_key=True), False),
    ],
)
def test_needs_entry_asks_for_what_may_be_personal(field, needed):
    field.concrete = True
    assert needs_entry(field) is needed


def test_the_product_passes_its_own_checks(db):
    assert [error for error in run_checks() if str(error.id).startswith("access.")] == []


def test_every_register_entry_names_a_real_field():
    unknown = [
        (model._meta.label, name)
        for model in apps.get_models()
        for name in privacy_of(model)
        if name not in {field.name for field in model._meta.get_fields()}
    ]
    assert unknown == []
    assert all(entry.purpose and entry.retention for _, _, entry in register())
