"""Fixtures every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from jiangong.kit.access import keyring
from tests.cast import Cast, assemble


@pytest.fixture(autouse=True)
def own_places(settings, tmp_path: Path) -> Iterator[None]:
    """Each test has its own keys, attachments, staging and audit anchor, and an empty cache."""
    settings.KEYRING_FILE = tmp_path / "keyring.json"
    settings.ANCHOR_FILE = tmp_path / "audit-anchor.log"
    settings.ATTACHMENT_DIR = tmp_path / "attachments"
    settings.STAGING_DIR = tmp_path / "staging"
    settings.STAGING_DIR.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(settings.STAGING_DIR)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    keyring.forget_keys()
    cache.clear()
    yield
    keyring.forget_keys()


@pytest.fixture
def cast(db) -> Cast:
    """The named people and organizations of every story."""
    return assemble()
