"""Who signs inside a unit: three people where the unit has them, fewer where it has not, and then it is said."""

from jiangong.domains.plans.queries.officers import people_at
from jiangong.domains.reporting.models import Report

FILLER, CHECKER = "填报人", "审核人"


def sign_elsewhere(report: Report, *busy: int | None) -> bool:
    """Whether the unit has somebody else who may check and sign."""
    signers = {one.pk for one in people_at([report.organization_id], "reporting.sign")}
    return bool(signers - set(busy))


def also(report: Report, place: str) -> str:
    """As what whoever sits in this place (``checked``, ``signed``) has signed before, or an empty text."""
    person = getattr(report, f"{place}_by_id")
    if person is None:
        return ""
    if person == report.filled_by_id:
        return f"{FILLER}兼"
    return f"{CHECKER}兼" if place == "signed" and person == report.checked_by_id else ""
