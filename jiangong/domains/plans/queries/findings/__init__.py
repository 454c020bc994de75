"""What does not add up in a plan: computed from what stands there now, settled by a named person or by mending."""

from collections.abc import Iterator
from dataclasses import replace

from jiangong.domains.plans.choices import Settlement
from jiangong.domains.plans.models import Plan, Waiver
from jiangong.domains.plans.queries.findings.finding import Finding, Place
from jiangong.domains.plans.queries.findings.notices import notice_findings
from jiangong.domains.plans.queries.findings.shares import changed_shares, share_findings
from jiangong.domains.plans.queries.findings.sums import gap_findings, rubric_findings
from jiangong.domains.plans.queries.findings.units import unresolved_findings
from jiangong.domains.plans.queries.grid import grid_of, working_edition

__all__ = [
    "Finding",
    "Place",
    "blocking_sentence",
    "changed_shares",
    "finding_of",
    "findings_of",
    "open_blocking",
]


def findings_of(plan: Plan) -> list[Finding]:
    """Everything found, blocking ones first, each with the waiver that still fits it."""
    waivers = {(one.key, one.fingerprint): one for one in plan.waivers.select_related("by").order_by("pk")}
    settled = [replace(one, waiver=_fitting(one, waivers)) for one in _found(plan)]
    return sorted(settled, key=lambda one: not one.blocking)


def _fitting(finding: Finding, waivers: dict[tuple[str, str], Waiver]) -> Waiver | None:
    """The settlement that still holds: of the same figures, and for what blocks a waiver with a reason."""
    found = waivers.get((finding.key, finding.fingerprint))
    if found is None or (finding.blocking and found.settlement != Settlement.WAIVED):
        return None
    return found


def finding_of(plan: Plan, key: str) -> Finding | None:
    """The finding of that name as it stands now; nothing once it is mended."""
    return next((one for one in findings_of(plan) if one.key == key), None)


def open_blocking(plan: Plan) -> list[Finding]:
    """What keeps the plan from being issued."""
    return [one for one in findings_of(plan) if one.blocking and one.is_open]


def blocking_sentence(plan: Plan) -> str:
    """Why the plan cannot be issued yet, or an empty text."""
    found = open_blocking(plan)
    if not found:
        return ""
    rest = f"；另有{len(found) - 1}处问题" if len(found) > 1 else ""
    return f"{found[0].sentence.rstrip('。')}{rest}，补齐或说明原因后再办理。"


def _found(plan: Plan) -> Iterator[Finding]:
    grid = grid_of(working_edition(plan))
    yield from gap_findings(grid)
    yield from unresolved_findings(plan)
    yield from rubric_findings(plan)
    yield from share_findings(plan)
    yield from notice_findings(plan)
