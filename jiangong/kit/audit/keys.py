"""Keys of the audit trail, derived from the key ring outside the database."""

from functools import lru_cache

from django.conf import settings

from jiangong.kit.access.keyring import derive_key


@lru_cache(maxsize=1)
def audit_key() -> bytes:
    return derive_key("audit")


def audit_suite() -> str:
    return "gm1" if settings.PROFILE == "mlps3" else "std1"
