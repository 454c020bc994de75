"""Keys of the audit trail, derived from the key ring outside the database."""

from jiangong.kit.access.keyring import audit_suite, derive_key

__all__ = ["audit_key", "audit_suite"]


def audit_key() -> bytes:
    return derive_key("audit")
