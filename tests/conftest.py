"""Fixtures every test may use."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.template.base import Template
from django.test import TransactionTestCase, override_settings
from django.test.signals import template_rendered
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from jiangong.kit.access import keyring
from tests.cast import Cast, assemble
from tests.support.emptying import empty_what_was_filled
from tests.support.racing import race, shared_database  # noqa: F401 — fixtures
from tests.support.templates import TEMPLATE, copied_into_memory

# A busy machine is no fault of what is tested.
hypothesis_settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("busy")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look through it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def places(root: Path) -> dict[str, Any]:
    """Settings that keep everything a test writes below ``root``."""
    staging, collected = root / "staging", root / "static"
    staging.mkdir()
    collected.mkdir()
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {
        "KEYRING_FILE": root / "keyring.json",
        "ANCHOR_FILE": root / "audit-anchor.log",
        "ATTACHMENT_DIR": root / "attachments",
        "STAGING_DIR": staging,
        "FILE_UPLOAD_TEMP_DIR": str(staging),
        "STATIC_ROOT": collected,
        "STORAGES": {**settings.STORAGES, "staticfiles": static},
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path) -> Iterator[None]:
    """Each test has its own keys, attachments, staging and audit anchor, and an empty cache."""
    with override_settings(**places(tmp_path)):
        keyring.forget_keys()
        cache.clear()
        yield
    keyring.forget_keys()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix) -> Iterator[None]:
    """Start from a migrated copy: the migrations then find nothing left to do."""
    database = connections["default"]
    if database.vendor != "sqlite":
        database.settings_dict["TEST"]["TEMPLATE"] = os.environ.get(TEMPLATE)
        yield
        return
    memory = copied_into_memory(database.creation._get_test_db_name())
    yield
    memory.close()


@pytest.fixture(scope="session", autouse=True)
def cheaper_django(django_test_environment: None) -> Iterator[None]:
    """Twice Django does for every test what few need: it empties all tables, and copies the context of every include."""

    def render(template: Template, context: Any) -> str:
        if context.template is template:  # not what it includes or extends
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_what_was_filled)
        yield


@pytest.fixture
def cast(db) -> Cast:
    """The named people and organizations of every story."""
    return assemble()
