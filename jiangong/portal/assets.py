"""Static files are collected when their sources changed, and only then."""

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command

STAMP = ".sources"


def collect_if_changed() -> bool:
    """Collect static files if any source is newer than the last collection; whether it was done."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=stamp.parent.exists(), verbosity=0)
    stamp.write_text(wanted, encoding="ascii")
    return True


def _fingerprint() -> str:
    """Name, size and time of every source file of every app, and what becomes of them."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for app in apps.get_app_configs():
        folder = Path(app.path) / "static"
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            facts = file.stat()
            digest.update(f"{file}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
