"""Another process seals exactly as this one would, answers in order, and is gone with whoever asked."""

from pathlib import Path

import pytest

from jiangong.lib.sealing import Keyring
from jiangong.lib.sealing_apart import SealingApart, SealingBroken, seal_columns

KEYS = {"k1": b"o" * 32}
PHONES = ("13812345678", "", "0371-66666666")


@pytest.fixture(params=["std1", "gm1"])
def suite(request):
    return request.param


@pytest.fixture
def apart(suite):
    with SealingApart(KEYS, "k1", suite) as made:
        yield made


def asked(first, texts=PHONES):
    keys = list(range(first, first + len(texts)))
    return [("people.person.phone:", keys, texts), ("people.person.id_number:", keys, texts[::-1])]


def opened(suite, columns, sealed):
    ring = Keyring(KEYS, "k1", suite)
    return [
        [ring.unseal(value, f"{context}{key}") if value else "" for key, value in zip(keys, own, strict=True)]
        for (context, keys, _), own in zip(columns, sealed, strict=True)
    ]


def test_what_is_sealed_elsewhere_opens_here_at_its_own_row_only(apart, suite):
    for first in (1, 500):
        apart.ask(asked(first))
        sealed = apart.answer()
        assert opened(suite, asked(first), sealed) == [list(PHONES), list(PHONES[::-1])]
        assert "1381" not in "".join(map(str, sealed))


def test_it_answers_as_one_would_here(suite):
    sealed = seal_columns(Keyring(KEYS, "k1", suite), asked(7))
    assert opened(suite, asked(7), sealed) == [list(PHONES), list(PHONES[::-1])]
    assert seal_columns(Keyring(KEYS, "k1", suite), [("c:", [], []), ("c:", [1], [""])]) == [[], [""]]


def test_questions_and_answers_larger_than_a_pipe_pass(apart, suite):
    texts = ["13812345678"] * 60_000
    apart.ask(asked(1, texts))
    assert opened(suite, asked(1, texts), apart.answer()) == [texts, texts]


def test_a_process_that_died_is_an_error_and_no_empty_answer(apart):
    apart._process.kill()
    apart._process.wait()
    with pytest.raises(SealingBroken, match="ended with -9"):
        apart.ask(asked(1))
    with pytest.raises(SealingBroken, match="ended with -9"):
        apart.answer()


def test_it_ends_with_whoever_asked(suite):
    with SealingApart(KEYS, "k1", suite) as made:
        pass
    assert made._process.poll() == -9


def test_it_ends_when_nobody_asks_any_more(suite):
    with SealingApart(KEYS, "k1", suite) as made:
        made._process.stdin.close()
        assert made._process.wait(20) == 0


def test_it_holds_no_key_in_its_command_or_environment(apart):
    for name in ("cmdline", "environ"):
        assert KEYS["k1"] not in Path(f"/proc/{apart._process.pid}/{name}").read_bytes()
