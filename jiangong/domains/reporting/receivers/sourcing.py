"""What becomes of approved reports when a figure is to come from somewhere else."""

from collections import Counter
from collections.abc import Iterator

from jiangong.domains.indicators.models import SourceRule
from jiangong.domains.indicators.queries.sources import Sources
from jiangong.domains.indicators.queries.sourcing import register_consequences
from jiangong.domains.reporting.choices import SENT_STATES, ReportState
from jiangong.domains.reporting.models import Entry
from jiangong.domains.reporting.queries.lines import MODES
from jiangong.kit.access.paths import below


@register_consequences
def reports_of_the_other_source(rule: SourceRule) -> Iterator[str]:
    """What was said under the source of its time counts no longer, until the report is made anew."""
    sent = Entry.objects.ungated("counted for who decides on the indicator").filter(
        below(rule.organization.path, "report__organization__path"),
        goal__indicator=rule.indicator_id,
        report__state__in=SENT_STATES,
        report__window__ends_on__gte=rule.starts_on,
    )
    now, then = Sources([rule.indicator]), Sources([rule.indicator], rule)
    left: Counter[bool] = Counter()
    columns = ("report__organization__path", "report__window__ends_on", "mode", "report__state")
    for path, day, mode, state in sent.values_list(*columns):
        old, new = (MODES[one.resolve(rule.indicator_id, path, day)[0]] for one in (now, then))
        left[state == ReportState.APPROVED] += old == mode != new
    if count := left[True]:
        yield f"其中{count}份已确认的上报表是按原来的来源报的，改后它们的填报数和差异说明不再计入；要计入的，请让单位更正上报表。"
    if count := left[False]:
        yield f"另有{count}份已报送、还没有确认的上报表也是按原来的来源报的，请退回，让单位按新的来源重报。"
