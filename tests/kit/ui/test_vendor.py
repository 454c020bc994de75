"""Third-party files are exactly those that were reviewed."""

import hashlib
import tomllib
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "jiangong/kit/ui/static/ui"
VENDOR = STATIC / "vendor"
MANIFEST = (VENDOR / "MANIFEST.toml").read_text("utf-8")
FILES = tomllib.loads(MANIFEST)["file"]


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["name"])
def test_file_has_the_recorded_checksum_and_a_licence(entry):
    assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (VENDOR / entry["licence_file"]).stat().st_size > 100
    assert entry["version"]
    assert entry["licence"]


def test_every_vendored_script_is_in_the_manifest():
    recorded = {entry["file"] for entry in FILES}
    assert {path.name for path in VENDOR.iterdir() if path.suffix in {".js", ".css"}} - recorded == set()


def test_manifest_names_no_host():
    assert "://" not in MANIFEST


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.js")), ids=lambda path: path.name)
def test_script_points_at_no_source_map(path):
    assert "sourceMappingURL" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_own_script_evaluates_no_text(path):
    text = path.read_text("utf-8")
    assert [word for word in ("eval(", "new Function", "innerHTML", "document.write") if word in text] == []
