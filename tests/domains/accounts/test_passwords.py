"""The hash is at the level OWASP asks for, and few are computed at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

from jiangong.domains.accounts import passwords
from jiangong.domains.accounts.passwords import LongEnough, PasswordHasher


def test_hash_names_its_cost():
    encoded = PasswordHasher().encode("Correct-Horse-9", "0123456789abcdef")
    assert encoded.startswith("argon2$argon2id$v=19$m=7168,t=5,p=1$")
    assert PasswordHasher().verify("Correct-Horse-9", encoded)
    assert not PasswordHasher().verify("correct-horse-9", encoded)


def test_a_burst_is_hashed_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(passwords, "_places", threading.BoundedSemaphore(2))
    lock, running, most = threading.Lock(), [0], [0]

    def slow(self, password: str, encoded: str) -> bool:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        threading.Event().wait(0.01)
        with lock:
            running[0] -= 1
        return True

    with mock.patch.object(Argon2PasswordHasher, "verify", slow), ThreadPoolExecutor(12) as pool:
        assert all(pool.map(lambda _: PasswordHasher().verify("x", "y"), range(24)))
    assert most[0] == 2


def test_a_short_password_is_refused_in_chinese():
    with pytest.raises(ValidationError) as refused:
        LongEnough(min_length=12).validate("a-1-b-2")
    assert refused.value.messages == ["密码太短，至少要12个字符。"]
