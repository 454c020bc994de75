"""Keys of the audit trail, derived from the key ring outside the database."""

from django.conf import settings

from jiangong.kit.access.keyring import derive_key
from jiangong.lib.macs import Suite


def audit_key() -> bytes:
    return derive_key("audit")


def audit_suite() -> Suite:
    return "gm1" if settings.PROFILE == "mlps3" else "std1"
