"""Keyed fingerprints of rows and of their order: what lets the audit log prove that nobody edited it."""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Literal
from uuid import UUID

Suite = Literal["std1", "gm1"]
DIGESTS: Mapping[Suite, str] = {"std1": "sha256", "gm1": "sm3"}
GENESIS = "0" * 64  # what the first row of a chain is linked to


def canonical(fields: Mapping[str, object]) -> bytes:
    """The one byte string that stands for these fields, whatever their order or the server's time zone.

    Moments become UTC text and decimals text, so a row gives the same bytes before it is written and after
    it is read back, also where they lie inside a JSON column; the column says which text is a date.
    """
    return _ENCODER.encode(fields).encode()


def row_mac(key: bytes, fields: Mapping[str, object], suite: Suite = "std1") -> str:
    """64 hex characters that only a holder of the key can make for these fields."""
    return hmac.digest(key, b"row\0" + canonical(fields), digest_of(suite)).hex()


def chain(key: bytes, previous: str, mac: str, suite: Suite = "std1") -> str:
    """The new head after appending a row's MAC to a chain; start from GENESIS."""
    linked = b"chain\0" + bytes.fromhex(previous) + bytes.fromhex(mac)
    return hmac.digest(key, linked, digest_of(suite)).hex()


def same_mac(one: str, other: str) -> bool:
    """Compare in constant time, so that a guess learns nothing from how long refusal takes."""
    return hmac.compare_digest(one.encode(), other.encode())


def digest_of(suite: Suite) -> str:
    """The hash a suite uses, by its name in hashlib."""
    try:
        return DIGESTS[suite]
    except KeyError:
        raise ValueError(f"unknown suite {suite!r}: choose from {', '.join(DIGESTS)}") from None


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment without time zone has no stable fingerprint")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(
        value, (bytes, bytearray, memoryview)
    ):  # BinaryField reads back as memoryview on PostgreSQL
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), default=_plain
)
