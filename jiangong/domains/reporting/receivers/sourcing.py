"""What becomes of approved reports when a figure is to come from somewhere else."""

from collections.abc import Iterator

from jiangong.domains.indicators.models import SourceRule
from jiangong.domains.indicators.queries.sources import Sources
from jiangong.domains.indicators.queries.sourcing import register_consequences
from jiangong.domains.reporting.choices import ReportState
from jiangong.domains.reporting.models import Entry
from jiangong.domains.reporting.queries.lines import MODES
from jiangong.kit.access.paths import below


@register_consequences
def reports_of_the_other_source(rule: SourceRule) -> Iterator[str]:
    """What was approved under the source of its time counts no longer, until the report is corrected."""
    approved = Entry.objects.ungated("counted for who decides on the indicator").filter(
        below(rule.organization.path, "report__organization__path"),
        goal__indicator=rule.indicator_id,
        report__state=ReportState.APPROVED,
        report__window__ends_on__gte=rule.starts_on,
    )
    now, then = Sources([rule.indicator]), Sources([rule.indicator], rule)
    left = sum(
        MODES[now.resolve(rule.indicator_id, path, day)[0]] == mode
        and MODES[then.resolve(rule.indicator_id, path, day)[0]] != mode
        for path, day, mode in approved.values_list(
            "report__organization__path", "report__window__ends_on", "mode"
        )
    )
    if left:
        yield f"其中{left}份已确认的上报表是按原来的来源报的，改后它们的填报数和差异说明不再计入；要计入的，请让单位更正上报表。"
