"""Sealed fields: unreadable, bound to their row and column, and able to outlive a key."""

import base64
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.sealing import KeyMissing, Keyring, SealBroken, derive_key
from tests.support.pace import within

OLD, NEW = b"o" * 32, b"n" * 32
SUITES = ["std1", "gm1"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PHONE = "people.person.phone:1234"


def ring(suite="std1", current="k1", **keys):
    return Keyring(keys or {"k1": OLD}, current, suite)


@pytest.mark.parametrize("suite", SUITES)
@given(text=TEXTS, context=TEXTS)
def test_sealed_text_opens_under_its_context_only(suite, text, context):
    value = ring(suite).seal(text, context=context)
    assert value.startswith(f"{suite}.k1.")
    assert ring(suite).unseal(value, context) == text
    with pytest.raises(SealBroken):
        ring(suite).unseal(value, context + "x")


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("elsewhere", ["people.person.phone:1235", "people.person.id_number:1234", ""])
def test_value_moved_to_another_row_or_column_is_refused(suite, elsewhere):
    value = ring(suite).seal("13812345678", context=PHONE)
    with pytest.raises(SealBroken):
        ring(suite).unseal(value, elsewhere)


@pytest.mark.parametrize("suite", SUITES)
def test_any_changed_or_missing_character_is_refused(suite):
    keys = ring(suite)
    value = keys.seal("13812345678", context=PHONE)
    start = len(f"{suite}.k1.")
    altered = [
        value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :] for at in range(start, len(value))
    ]
    cut = [value[:end] for end in range(start, len(value))]
    for broken in [*altered, *cut, value + "A", value + "=", value + "\n", value + "é"]:
        with pytest.raises(SealBroken):
            keys.unseal(broken, PHONE)


@pytest.mark.parametrize(
    "value", ["", "13812345678", "std1", "std1.k1", "std1.k1.", "std1.k1.!!!", "std1.k1.AAAA"]
)
def test_what_was_never_sealed_is_refused(value):
    with pytest.raises(SealBroken):
        ring().unseal(value, PHONE)


def test_same_text_seals_differently_each_time_and_hides_itself():
    values = ring().seal_many([("13812345678", PHONE)] * 50)
    assert len(set(values)) == 50
    assert not any("13812345678" in value for value in values)


def test_layout_is_nonce_ciphertext_tag():
    body = ring().seal("abc", context=PHONE).rsplit(".", 1)[1]
    assert len(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))) == 12 + 3 + 16


def test_wrong_secret_under_the_same_id_is_refused():
    value = ring(k1=OLD).seal("x", context=PHONE)
    with pytest.raises(SealBroken):
        ring(k1=NEW).unseal(value, PHONE)


def test_missing_key_and_unknown_suite_are_told_apart_from_damage():
    value = ring(k1=OLD).seal("x", context=PHONE)
    with pytest.raises(KeyMissing):
        Keyring({"k2": NEW}, "k2", "std1").unseal(value, PHONE)
    with pytest.raises(KeyMissing):
        ring().unseal(value.replace("std1", "std9"), PHONE)


def test_rotation_reads_old_values():
    old = ring(k1=OLD)
    rotating = ring(current="k2", k1=OLD, k2=NEW)
    value = old.seal("410182199001010038", context=PHONE)
    fresh = rotating.seal(rotating.unseal(value, PHONE), context=PHONE)
    assert Keyring({"k2": NEW}, "k2", "std1").unseal(fresh, PHONE) == "410182199001010038"


def test_change_of_suite_reads_old_values():
    value = ring("std1").seal("x", context=PHONE)
    assert ring("gm1").unseal(value, PHONE) == "x"


def test_blind_index_is_stable_and_separate_by_purpose_key_and_suite():
    made = {
        ring().blind_index("13812345678", purpose="phone"),
        ring().blind_index("13812345678", purpose="id_number"),
        ring().blind_index("13812345679", purpose="phone"),
        ring(k1=NEW).blind_index("13812345678", purpose="phone"),
        ring("gm1").blind_index("13812345678", purpose="phone"),
    }
    assert len(made) == 5
    assert {len(bytes.fromhex(index)) for index in made} == {16}
    assert ring().blind_index("13812345678", purpose="phone") in made


def test_blind_indexes_find_rows_of_before_and_after_a_rotation():
    rotating = ring("gm1", current="k2", k1=OLD, k2=NEW)
    indexes = rotating.blind_indexes("x", purpose="phone")
    assert indexes[0] == rotating.blind_index("x", purpose="phone")
    assert ring("std1", k1=OLD).blind_index("x", purpose="phone") in indexes
    assert len(set(indexes)) == len(indexes) == 4


def test_derived_keys_differ_by_purpose_and_suite():
    made = {derive_key(OLD, "audit"), derive_key(OLD, "field"), derive_key(OLD, "audit", "gm1")}
    assert len(made) == 3
    assert derive_key(OLD, "audit") == derive_key(OLD, "audit")
    assert len(derive_key(OLD, "field", "gm1", 16)) == 16


@pytest.mark.parametrize(
    ("keys", "current", "suite", "error"),
    [
        ({"k1": OLD}, "k2", "std1", KeyMissing),
        ({"k1": b"short"}, "k1", "std1", ValueError),
        ({"k.1": OLD}, "k.1", "std1", ValueError),
        ({"k1": OLD}, "k1", "rot13", ValueError),
    ],
)
def test_unusable_keyrings_are_refused_at_once(keys, current, suite, error):
    with pytest.raises(error):
        Keyring(keys, current, suite)


def test_secrets_do_not_show_in_repr():
    assert repr(ring()) == "<Keyring std1.k1 of 1>"


@pytest.mark.parametrize("suite", SUITES)
def test_one_keyring_serves_many_threads(suite):
    keys, wrong = ring(suite), []

    def work(thread: int) -> None:
        for row in range(300):
            context = f"t:{thread}:{row}"
            if keys.unseal(keys.seal(context, context=context), context) != context:
                wrong.append(context)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    ("suite", "least"), [("std1", 60_000), ("gm1", 20_000)]
)  # as a rule: 700,000 and 170,000
def test_seal_many_keeps_up_with_an_import(suite, least):
    pairs = [("410182199001010038", f"people.person.id_number:{row}") for row in range(20_000)]
    keys = ring(suite)
    assert within(20_000 / least, lambda: keys.seal_many(iter(pairs)))
    sealed = keys.seal_many(iter(pairs))
    assert keys.unseal(sealed[-1], pairs[-1][1]) == pairs[-1][0]


TEXTS_OF_EVERY_LENGTH = ("13812345678", "", "41010519900101123X", "一", "1381234567")  # to base64, modulo 3


def sealed_pairs(keys):
    pairs = [(text, f"people.person.phone:{row}") for row, text in enumerate(TEXTS_OF_EVERY_LENGTH)]
    return [(keys.seal(text, context=context), context) for text, context in pairs]


@pytest.mark.parametrize("suite", SUITES)
def test_many_open_as_one_does_whatever_sealed_them(suite):
    old = ring(suite)
    new = ring(suite, "k2", k1=OLD, k2=NEW)
    pairs = sealed_pairs(old) + sealed_pairs(new)
    for some in ([], pairs[:1], pairs[:5], pairs):
        assert new.unseal_many(some) == [new.unseal(value, context) for value, context in some]
    with pytest.raises(KeyMissing):
        old.unseal_many(pairs[5:])


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_one_that_does_not_open_among_many_is_refused(suite, place):
    keys = ring(suite)
    pairs = sealed_pairs(keys)
    value, context = pairs[place]
    start = len(f"{suite}.k1.")
    altered = [
        value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :] for at in range(start, len(value))
    ]
    cut = [value[:end] for end in range(len(value))]
    joined = value + "\n" + value[start:]
    for broken in [*altered, *cut, joined, value + "A", value + "=", value + "\n", value + "é", value + "."]:
        with pytest.raises(SealBroken):
            keys.unseal_many([*pairs[:place], (broken, context), *pairs[place + 1 :]])
    with pytest.raises(SealBroken):
        keys.unseal_many([*pairs[:place], (value, context + "1"), *pairs[place + 1 :]])
