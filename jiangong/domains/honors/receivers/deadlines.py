"""What selection puts on the ladder: nominations, stages, letters and answers, public notices, objections."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import officers_at
from jiangong.domains.honors.choices import EDITABLE, ObjectionState, ProgrammeState, StageKind
from jiangong.domains.honors.models import (
    Consultation,
    Nomination,
    Notice,
    Objection,
    Programme,
    Quota,
    Stage,
)
from jiangong.domains.honors.queries.opinions import WHY, lapsing
from jiangong.domains.honors.queries.programmes import uses
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.messaging.deadlines import Audience, Deadline, Span, register_deadlines
from jiangong.kit.messaging.models import RungName
from jiangong.kit.workdays.days import workdays_after

SETTLING_DAYS = 5  # working days after which an objection nobody settled climbs
SETTLING_SPAN = timedelta(days=21)  # as many working days never lie further apart, holidays among them
SHOWN = 40
LEADING = "plans.issue"  # whoever signs for a union


@register_deadlines
def nominations_due(span: Span) -> Iterator[Deadline]:
    """Units with places that have handed in nobody, and drafts that were not handed in."""
    open_now = _within(Programme.objects.ungated(WHY), span, "nominate_until").filter(
        state=ProgrammeState.OPEN
    )
    programmes = {one.pk: one for one in open_now.select_related("organization")}
    owed = [*_empty_quotas(programmes), *_drafts(programmes)]
    above = {key for unit, _, _, _ in owed for key in ancestor_ids(unit.path)}
    units = officers_at(above, "honors.nominate")
    runners = _Runners(programmes.values())
    for unit, key, url, programme in owed:
        if programme.nominate_until is not None:
            acting = next((key for key in reversed(ancestor_ids(unit.path)) if units.get(key)), unit.pk)
            own = Audience(tuple(units.get(acting, ())), acting)
            yield Deadline(
                key=key,
                title=f"{unit}：推荐人选（{programme.name[:SHOWN]}）",
                url=url,
                due_on=programme.nominate_until,
                people_by_rung={
                    RungName.BEFORE: own,
                    RungName.DUE: own,
                    RungName.ABOVE: runners.of(programme),
                },
            )


Owed = tuple[Organization, str, str, Programme]  # who, key, address, of what


def _empty_quotas(programmes: Mapping[int, Programme]) -> Iterator[Owed]:
    """Places of a unit of which none is taken yet."""
    rows = Quota.objects.filter(programme__in=programmes, unit__isnull=False).select_related("unit")
    quotas: dict[int, list[Quota]] = {}
    for one in rows:
        quotas.setdefault(one.programme_id, []).append(one)
    nominated = Nomination.objects.ungated(WHY).filter(programme__in=quotas).select_related("organization")
    by_programme: dict[int, list[Nomination]] = {}
    for each in nominated:
        by_programme.setdefault(each.programme_id, []).append(each)
    for key, own in quotas.items():
        programme = programmes[key]
        programme._quotas = own  # read above for all of them
        for use in uses(programme, by_programme.get(key, ())):
            if use.quota.unit is not None and use.quota.places and not use.nominated:
                address = f"{reverse('honors:nomination_create')}?programme={key}"
                yield use.quota.unit, f"honors.quota:{use.quota.pk}", address, programme


def _drafts(programmes: Mapping[int, Programme]) -> Iterator[Owed]:
    rows = Nomination.objects.ungated(WHY).filter(programme__in=programmes, state__in=EDITABLE)
    for one in rows.select_related("organization").order_by("pk"):
        yield (
            one.organization,
            f"honors.nomination:{one.pk}",
            one.get_absolute_url(),
            programmes[one.programme_id],
        )


@register_deadlines
def stages_due(span: Span) -> Iterator[Deadline]:
    """The stage in hand, where a day was planned for it."""
    rows = Stage.objects.filter(
        programme__state=ProgrammeState.REVIEWING,
        position=models.F("programme__stage"),
    )
    found = list(_within(rows, span, "planned_on").select_related("programme__organization").order_by("pk"))
    runners = _Runners(one.programme for one in found)
    for one in found:
        if one.planned_on is not None:
            title = f"{one.programme.name[:SHOWN]}：完成“{one.name}”"
            yield runners.owe(f"honors.stage:{one.pk}", title, one.planned_on, one.programme)


@register_deadlines
def letters_due(span: Span) -> Iterator[Deadline]:
    """Departments that have not answered; whoever wrote to them asks again."""
    rows = Consultation.objects.ungated(WHY).filter(programme__state=ProgrammeState.REVIEWING, reply="")
    found = list(_within(rows, span, "due_on").select_related("programme__organization").order_by("pk"))
    runners = _Runners((one.programme for one in found), "honors.consult")
    for one in found:
        title = f"{one.department}回复征求意见（{one.programme.name[:SHOWN]}）"
        yield runners.owe(f"honors.letter:{one.pk}", title, one.due_on, one.programme)


@register_deadlines
def opinions_lapsing(span: Span) -> Iterator[Deadline]:
    """Answers that lapse before the decision, unless a later one holds longer."""
    found = lapsing(span.first, span.last)
    runners = _Runners((one.programme for one in found), "honors.consult")
    for one in found:
        if one.valid_until is not None:
            title = f"{one.department}的意见到期，重新征求（{one.programme.name[:SHOWN]}）"
            yield runners.owe(f"honors.opinion:{one.pk}", title, one.valid_until, one.programme)


@register_deadlines
def notices_over(span: Span) -> Iterator[Deadline]:
    """Public notices that have run their time: the next step is owed from the day after."""
    rows = Notice.objects.filter(
        programme__state=ProgrammeState.REVIEWING,
        stage__kind=StageKind.NOTICE,
        stage__position=models.F("programme__stage"),
        recalled_at=None,
    )
    found = list(rows.select_related("programme__organization").order_by("pk"))
    runners = _Runners((one.programme for one in found), "honors.publish")
    for one in found:
        day = timezone.localdate(one.closes_at)
        if span.first <= day <= span.last:
            title = f"{one.programme.name[:SHOWN]}：公示期满，办理下一步"
            yield runners.owe(f"honors.notice:{one.pk}", title, day, one.programme)


@register_deadlines
def objections_due(span: Span) -> Iterator[Deadline]:
    """What the public said and nobody settled."""
    rows = Objection.objects.ungated(WHY).filter(
        state=ObjectionState.OPEN,
        received_at__date__gte=span.first - SETTLING_SPAN,
        received_at__date__lte=span.last,
    )
    found = list(rows.select_related("notice__programme__organization").order_by("pk"))
    runners = _Runners((one.notice.programme for one in found), "honors.examine")
    known: dict[date, date] = {}
    for one in found:
        received = timezone.localdate(one.received_at)
        if received not in known:
            known[received] = workdays_after(received, SETTLING_DAYS)
        if span.first <= known[received] <= span.last:
            programme = one.notice.programme
            title = f"{programme.name[:SHOWN]}：核实公示异议"
            url = one.get_absolute_url()
            yield runners.owe(f"honors.objection:{one.pk}", title, known[received], programme, url)


def _within(rows: models.QuerySet, span: Span, day: str) -> models.QuerySet:
    return rows.filter(**{f"{day}__gte": span.first, f"{day}__lte": span.last})


class _Runners:
    """Whoever may act for the unions that run these programmes, and who leads there; read at once."""

    def __init__(self, programmes: Iterable[Programme], permission: str = "honors.organize") -> None:
        unions = {one.organization_id for one in programmes}
        self.people: Mapping[int, list[User]] = officers_at(unions, permission)
        self.leaders: Mapping[int, list[User]] = officers_at(unions, LEADING)

    def of(self, programme: Programme) -> Audience:
        union = programme.organization_id
        return Audience(tuple(self.people.get(union, ())), union)

    def owe(self, key: str, title: str, due_on: date, programme: Programme, url: str = "") -> Deadline:
        """Something that those who run the programme owe themselves; their leaders hear of it when it is late."""
        own = self.of(programme)
        above = Audience(tuple(self.leaders.get(programme.organization_id, ())))
        rungs: Mapping[str, Audience] = {RungName.BEFORE: own, RungName.DUE: own, RungName.ABOVE: above}
        return Deadline(key, title, url or programme.get_absolute_url(), due_on, rungs)
