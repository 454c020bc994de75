"""Users, their appointments, their sessions and what proves that they are themselves."""

from jiangong.domains.accounts.models.proofs import (
    ActivationSlip,
    Authenticator,
    RecoveryCode,
    Session,
    SignInCount,
)
from jiangong.domains.accounts.models.users import Appointment, User

__all__ = [
    "ActivationSlip",
    "Appointment",
    "Authenticator",
    "RecoveryCode",
    "Session",
    "SignInCount",
    "User",
]
