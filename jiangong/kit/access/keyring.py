"""The key ring outside database and backups: sealing of fields, blind indexes, derived keys."""

import json
import os
import secrets
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from jiangong.lib import sealing
from jiangong.lib.macs import Suite
from jiangong.lib.sealing import KeyMissing, Keyring
from jiangong.lib.sealing_apart import SealingApart


def suite() -> Suite:
    """Which algorithms new values use: international by default, Chinese national ones under 等保三级."""
    return "gm1" if settings.PROFILE == "mlps3" else "std1"


@lru_cache(maxsize=1)
def _contents() -> dict:
    path = Path(settings.KEYRING_FILE)
    if not path.exists():
        if settings.PRODUCTION:
            raise ImproperlyConfigured(f"没有找到密钥环{path}。请先运行jiangong init，或从安全保管处取回。")
        _found_keyring(path)
    return json.loads(path.read_text(encoding="utf-8"))


def new_contents() -> dict:
    """A fresh ring: one sealing key, and a master for everything derived that must never rotate silently."""
    return {
        "current": "k1",
        "keys": {"k1": secrets.token_hex(32)},
        "master": secrets.token_hex(32),
        "audit_suite": suite(),
    }


def write_keyring(path: Path, contents: dict) -> None:
    """Replace the ring atomically, readable by the owner only."""
    _written(path, contents).replace(path)


def _found_keyring(path: Path) -> None:
    """Make the first ring; of two processes that start at once the first one's ring stands."""
    temporary = _written(path, new_contents())
    try:
        with suppress(FileExistsError):
            path.hardlink_to(temporary)
    finally:
        temporary.unlink()


def _written(path: Path, contents: dict) -> Path:
    """The contents in a file of their own beside ``path``, safely on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mode 0600
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(contents, stream, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    return Path(name)


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    contents = _contents()
    keys = {name: bytes.fromhex(value) for name, value in contents["keys"].items()}
    return Keyring(keys=keys, current=contents["current"], suite=suite())


def sealing_apart() -> SealingApart:
    """Another process that seals as `keyring` does."""
    contents = _contents()
    keys = {contents["current"]: bytes.fromhex(contents["keys"][contents["current"]])}
    return SealingApart(keys, contents["current"], suite())


def unseal(value: str, context: str) -> str:
    """The plain text; a key added by a rotation in another process is fetched when it is first met."""
    try:
        return keyring().unseal(value, context)
    except KeyMissing:
        forget_keys()
        return keyring().unseal(value, context)


def unseal_many(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """`unseal` of many (value, context) pairs."""
    try:
        return keyring().unseal_many(pairs)
    except KeyMissing:
        forget_keys()
        return keyring().unseal_many(pairs)


@lru_cache(maxsize=1)
def index_ring() -> Keyring:
    """The ring of blind indexes: from the master, so that rotating sealing keys leaves searches and uniqueness alone."""
    return Keyring(keys={"index": derive_key("blind-index")}, current="index", suite=suite())


def audit_suite() -> Suite:
    """The suite the trail began with: it stays when the profile changes, or every earlier row would look forged."""
    return _contents().get("audit_suite", "std1")


@lru_cache(maxsize=32)
def derive_key(purpose: str) -> bytes:
    """A key of its own for each purpose (audit, blind index, signing), from the master."""
    return sealing.derive_key(bytes.fromhex(_contents()["master"]), purpose)


def add_key() -> str:
    """Add a sealing key and make it current; old values stay readable until they are resealed."""
    contents = _contents()
    name = f"k{max(int(key[1:]) for key in contents['keys']) + 1}"
    contents["keys"][name] = secrets.token_hex(32)
    contents["current"] = name
    write_keyring(Path(settings.KEYRING_FILE), contents)
    forget_keys()
    return name


def forget_keys() -> None:
    """Read the ring afresh: after rotation and between tests."""
    _contents.cache_clear()
    keyring.cache_clear()
    derive_key.cache_clear()
    index_ring.cache_clear()
