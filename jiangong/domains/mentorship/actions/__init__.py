"""Every write on agreements: drafting, signing, and their course until they close."""

from jiangong.domains.mentorship.actions.course import (
    assess_agreement,
    check_midterm,
    expire_agreements,
    extend_agreement,
    forget_person,
    terminate_agreement,
    void_agreement,
    write_note,
)
from jiangong.domains.mentorship.actions.drafting import (
    draft_agreement,
    revise_agreement,
    submit_agreement,
    withdraw_agreement,
)
from jiangong.domains.mentorship.actions.signing import record_signatures, sign_agreement

__all__ = [
    "assess_agreement",
    "check_midterm",
    "draft_agreement",
    "expire_agreements",
    "extend_agreement",
    "forget_person",
    "record_signatures",
    "revise_agreement",
    "sign_agreement",
    "submit_agreement",
    "terminate_agreement",
    "void_agreement",
    "withdraw_agreement",
    "write_note",
]
