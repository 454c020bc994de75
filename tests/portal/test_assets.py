"""Static files are collected once, and again for whoever keeps them in another way."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.test import override_settings

from jiangong.portal.assets import collect_if_changed

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
NAMED = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def keeping(backend: str) -> override_settings:
    return override_settings(STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": backend}})


def test_what_another_kind_of_storage_has_collected_is_collected_again():
    with keeping(PLAIN):
        assert collect_if_changed()
        assert not collect_if_changed()
    with keeping(NAMED):
        assert collect_if_changed()
        assert "ui/mark.svg" in storages["staticfiles"].hashed_files
        assert not collect_if_changed()
    assert (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
