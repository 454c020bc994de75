"""Fingerprints of rows: stable where they must be, different where anything differs."""

import hmac
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiangong.lib.macs import GENESIS, canonical, chain, row_mac, same_mac
from tests.support.pace import within

KEY = b"k" * 32
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), JSON, max_size=5)


def test_canonical_is_sorted_compact_utf8():
    assert canonical({"b": 1, "a": "郑州", "c": None}) == '{"a":"郑州","b":1,"c":null}'.encode()


def test_canonical_writes_moments_in_utc():
    moment = datetime(2021, 9, 28, 8, 0, tzinfo=timezone(timedelta(hours=8)))
    assert canonical({"at": moment}) == b'{"at":"2021-09-28T00:00:00.000000+00:00"}'
    assert canonical({"at": moment}) == canonical({"at": moment.astimezone(UTC)})


def test_canonical_writes_the_other_column_types():
    fields = {
        "day": date(2021, 9, 28),
        "amount": Decimal("1.50"),
        "key": UUID(int=1),
        "digest": memoryview(b"\x01\xff"),
    }
    assert canonical(fields) == (
        b'{"amount":"1.50","day":"2021-09-28","digest":"01ff","key":"00000000-0000-0000-0000-000000000001"}'
    )


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (datetime(2021, 9, 28), ValueError),
        (float("nan"), ValueError),
        (object(), TypeError),
        ({1}, TypeError),
    ],
)
def test_canonical_refuses_what_has_no_stable_form(value, error):
    with pytest.raises(error):
        canonical({"value": value})


@settings(suppress_health_check=[HealthCheck.too_slow])  # of the machine, not of the product
@given(FIELDS)
def test_canonical_ignores_the_order_of_fields(fields):
    assert canonical(dict(reversed(fields.items()))) == canonical(fields)


@given(FIELDS, FIELDS)
def test_different_fields_have_different_bytes(one, other):
    assert (canonical(one) == canonical(other)) == (repr(_ordered(one)) == repr(_ordered(other)))


def _ordered(value):
    if isinstance(value, dict):
        return sorted((key, _ordered(inner)) for key, inner in value.items()), "fields"
    return [_ordered(inner) for inner in value] if isinstance(value, list) else value


def test_row_mac_depends_on_key_fields_and_suite():
    macs = {
        row_mac(KEY, {"id": 1}),
        row_mac(b"other" * 7, {"id": 1}),
        row_mac(KEY, {"id": 2}),
        row_mac(KEY, {"id": "1"}),
        row_mac(KEY, {"id": 1}, "gm1"),
    }
    assert len(macs) == 5
    assert {len(bytes.fromhex(mac)) for mac in macs} == {32}
    assert row_mac(KEY, {"id": 1}) == row_mac(KEY, {"id": 1})


def test_stored_fingerprints_stay_valid_for_ever():
    row = hmac.digest(KEY, b'row\0{"id":1}', "sm3")
    assert row_mac(KEY, {"id": 1}, "gm1") == row.hex()
    assert (
        chain(KEY, GENESIS, row.hex(), "gm1") == hmac.digest(KEY, b"chain\0" + bytes(32) + row, "sm3").hex()
    )


@pytest.mark.parametrize("suite", ["std1", "gm1"])
def test_chain_head_moves_with_any_edit_swap_or_loss(suite):
    rows = [row_mac(KEY, {"id": number}, suite) for number in range(4)]

    def head(macs):
        last = GENESIS
        for mac in macs:
            last = chain(KEY, last, mac, suite)
        return last

    edited = [*rows[:2], row_mac(KEY, {"id": 99}, suite), rows[3]]
    heads = [head(rows), head(rows[:3]), head(rows[1:]), head(edited), head([rows[1], rows[0], *rows[2:]])]
    assert len(set(heads)) == 5
    assert head(rows) == heads[0]


def test_unknown_suite_is_named():
    with pytest.raises(ValueError, match="unknown suite 'md5'"):
        row_mac(KEY, {}, "md5")


def test_same_mac_compares_content():
    assert same_mac("ab", "ab")
    assert not same_mac("ab", "ac")
    assert not same_mac("ab", "错")


@pytest.mark.parametrize("suite", ["std1", "gm1"])
def test_row_mac_keeps_up_with_an_audit_log(suite):
    fields = {
        "id": 1 << 60,
        "at": datetime.now(UTC),
        "actor": 5,
        "action": "plans.plan.issue",
        "reason": "核对无误",
    }
    assert within(0.2, lambda: [row_mac(KEY, fields, suite) for _ in range(5_000)])  # 0.05 as a rule
