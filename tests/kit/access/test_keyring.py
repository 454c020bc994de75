"""The key ring: found once, rotated without losing anything, readable by its owner only."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured

from jiangong.kit.access import keyring as module
from jiangong.kit.access.keyring import (
    add_key,
    derive_key,
    forget_keys,
    index_ring,
    keyring,
    new_contents,
    write_keyring,
)

CONTEXT = "people.person.phone:7"


def test_first_use_makes_a_ring_readable_by_its_owner_only(settings):
    keyring()
    assert stat.S_IMODE(settings.KEYRING_FILE.stat().st_mode) == 0o600
    assert [path.name for path in settings.KEYRING_FILE.parent.glob("keyring*")] == ["keyring.json"]


def test_rewriting_an_open_file_closes_it(settings):
    keyring()
    settings.KEYRING_FILE.chmod(0o644)
    add_key()
    assert stat.S_IMODE(settings.KEYRING_FILE.stat().st_mode) == 0o600


def test_production_never_invents_a_ring(settings):
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match="没有找到密钥环"):
        keyring()
    assert not settings.KEYRING_FILE.exists()


def test_old_values_open_after_rotation_and_new_ones_use_the_new_key(settings):
    old = keyring().seal("13800000000", context=CONTEXT)
    assert add_key() == "k2"
    new = keyring().seal("13800000000", context=CONTEXT)
    assert [keyring().unseal(sealed, CONTEXT) for sealed in (old, new)] == ["13800000000"] * 2
    assert ("k1" in old.split("."), "k2" in new.split(".")) == (True, True)


def test_rotation_leaves_indexes_and_derived_keys_alone(settings):
    before = (index_ring().blind_index("13800000000", purpose="person.phone"), derive_key("audit"))
    add_key()
    assert before == (index_ring().blind_index("13800000000", purpose="person.phone"), derive_key("audit"))


def test_keys_of_different_purposes_differ(settings):
    assert len({derive_key(purpose) for purpose in ("audit", "staging", "blind-index")}) == 3


def test_the_ring_is_the_same_after_a_restart(settings):
    sealed = keyring().seal("秘密", context=CONTEXT)
    forget_keys()
    assert keyring().unseal(sealed, CONTEXT) == "秘密"


def test_write_keyring_that_fails_leaves_the_old_ring(settings, monkeypatch):
    keyring()
    before = settings.KEYRING_FILE.read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_keyring(settings.KEYRING_FILE, new_contents())
    assert settings.KEYRING_FILE.read_bytes() == before


def test_processes_that_start_together_agree_on_one_ring(settings):
    """Each finds no ring and makes one; only one may stand, or what the others sealed is lost."""
    starting = Barrier(8)

    def start(_):
        starting.wait()
        module._found_keyring(settings.KEYRING_FILE)
        return json.loads(settings.KEYRING_FILE.read_text())["master"]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1


@pytest.mark.parametrize(("profile", "suite"), [("standard", "std1"), ("mlps3", "gm1")])
def test_the_profile_chooses_the_algorithms(settings, profile, suite):
    settings.PROFILE = profile
    sealed = keyring().seal("秘密", context=CONTEXT)
    assert sealed.startswith(suite)
    assert keyring().unseal(sealed, CONTEXT) == "秘密"
