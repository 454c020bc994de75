"""What stands in the way of a programme's next step: findings, which of them may be waived, and who has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.choices import CHOSEN, NominationState, ObjectionState, Reply, StageKind
from jiangong.domains.honors.models import (
    Nomination,
    Notice,
    Objection,
    Programme,
    Stage,
    Veto,
    Waiver,
)
from jiangong.domains.honors.queries.eligibility import day_of, failures
from jiangong.domains.honors.queries.lists import listed, rule_lines
from jiangong.domains.honors.queries.materials import SHOWN, copied, lacking, unit_notice_gap
from jiangong.domains.honors.queries.opinions import counting
from jiangong.domains.honors.queries.programmes import nominations_of, uses
from jiangong.lib.dates import format_day


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in the way; ``key`` says exactly what, so that a waiver ends when the matter changes."""

    key: str
    sentence: str
    group: str
    waivable: bool = True
    url: str = ""
    waiver: Waiver | None = None
    about: tuple[Nomination, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.waiver is None

    @property
    def passes(self) -> bool:
        """Whether nothing but time is needed."""
        return self.key == RUNNING


_DAY = timedelta(days=1)
RUNNING = "running"
JUDGED = (StageKind.REVIEW, StageKind.DECISION)


def findings_of(programme: Programme) -> list[Finding]:
    """Everything in the way of the stage in hand, waived things too."""
    if not hasattr(programme, "_findings"):
        stage = programme.current()
        found = list(_found(programme, stage)) if stage else []
        given = {one.key: one for one in programme.waivers.select_related("by")} if found else {}
        programme._findings = [_waived(one, given) for one in found]
    return programme._findings


def blocking(programme: Programme) -> list[Finding]:
    return [one for one in findings_of(programme) if one.blocks]


def _waived(finding: Finding, given: dict[str, Waiver]) -> Finding:
    if not finding.waivable or finding.key not in given:
        return finding
    return replace(finding, waiver=given[finding.key])


def _found(programme: Programme, stage: Stage) -> Iterator[Finding]:
    """A veto, an open objection and a lapsed basis stand in the way of every stage."""
    yield from _lapsed(programme)
    yield from vetoed(programme)
    yield from objected(programme)
    people = listed(programme)
    if not people:
        yield Finding("empty", "名单里还没有人，请先列入推荐对象", "名单", waivable=False)
    if stage.kind == StageKind.UNIT_NOTICE:
        yield from _unnoticed(programme, people)
    if stage.kind in JUDGED:
        yield from _overfull(programme, people)
        yield from structural(programme)
        yield from personal(programme, people)
    if stage.kind in (StageKind.OPINIONS, StageKind.DECISION):
        yield from unanswered(programme, people, asked=stage.kind == StageKind.OPINIONS)
    if stage.kind == StageKind.NOTICE:
        yield from _not_shown(stage, programme)


def _lapsed(programme: Programme) -> Iterator[Finding]:
    ends = programme.valid_until
    if ends is not None and ends < timezone.localdate():
        yield Finding("basis", f"项目依据{format_day(ends)}已到期，请先补登新的依据", "依据", waivable=False)


def vetoed(programme: Programme) -> Iterator[Finding]:
    """Departments against somebody on the list."""
    rows = Veto.objects.filter(
        consultation__programme=programme, lifted_on=None, nomination__state__in=CHOSEN
    )
    for one in rows.select_related("consultation", "nomination"):
        text = f"{one.consultation.department}对{one.nomination.bearer}有异议：{one.reason.rstrip('。')}"
        yield Finding(
            f"veto:{one.pk}", text, "部门意见", waivable=False, url=one.nomination.get_absolute_url()
        )


def objected(programme: Programme) -> Iterator[Finding]:
    """Objections of the public that nobody has settled."""
    rows = Objection.objects.ungated("objections stand in the way whoever asks").filter(
        notice__programme=programme, state=ObjectionState.OPEN
    )
    for one in rows.select_related("nomination"):
        about = f"对{one.nomination.bearer}" if one.nomination else "对名单"
        text = f"{format_day(timezone.localdate(one.received_at))}收到{about}的异议，还没有办结"
        yield Finding(f"objection:{one.pk}", text, "公示异议", waivable=False, url=one.get_absolute_url())


def _unnoticed(programme: Programme, people: Iterable[Nomination]) -> Iterator[Finding]:
    for one in people:
        if why := unit_notice_gap(one, programme.unit_notice_days):
            yield _about(one, "unit_notice", why, "单位公示")


def _overfull(programme: Programme, people: list[Nomination]) -> Iterator[Finding]:
    """More on the list than there are places, in all or for one unit."""
    if len(people) > programme.places:
        text = f"名单{len(people)}名，名额{programme.places}名，请移出{len(people) - programme.places}名"
        yield Finding(f"places:{len(people)}", text, "名额")
    for use in uses(programme):
        if use.is_over:
            text = f"{use.quota}名额{use.quota.places}名，名单里有{use.listed}名"
            yield Finding(f"quota:{use.quota.pk}:{use.listed}", text, "名额")


def structural(programme: Programme) -> Iterator[Finding]:
    """Rules of structure that the list breaks."""
    for line in rule_lines(programme, day_of(programme)):
        if not line.is_met:
            text = f"{line.label}{line.share}，要求{line.rule.amount}（{line.told}）"
            yield Finding(f"structure:{line.rule.pk}:{line.count}-{line.base}", text, "结构要求")


def personal(programme: Programme, people: list[Nomination]) -> Iterator[Finding]:
    """Conditions, materials and copied passages of these candidates."""
    for one, rule, why in failures(programme, people):
        yield _about(one, f"eligibility-{rule.pk}", f"{why}（{rule.source}）", "资格条件")
    for one, what, why in lacking(programme, people):
        yield _about(one, what, why, "材料")
    known = {one.pk: one for one in people}
    for passage in copied(people):
        first, second = known[passage.first], known[passage.second]
        shown = passage.text[:SHOWN]
        text = f"{first.bearer}与{second.bearer}的事迹有{passage.length}字相同：“{shown}……”"
        key = f"copy:{first.pk}-{second.pk}:{passage.length}"
        copies = reverse("honors:copies", args=[programme.pk])
        yield Finding(key, text, "材料", url=copies, about=(first, second))


def unanswered(programme: Programme, people: list[Nomination], *, asked: bool) -> Iterator[Finding]:
    """Departments that have not answered, whose answer has lapsed, or that were not asked about somebody."""
    letters = counting(programme.consultations.prefetch_related("covered"))
    if asked and not letters:
        yield Finding("unasked", "还没有向部门征求意见，请先发出征求意见函", "部门意见")
    covered: dict[str, set[int]] = defaultdict(set)
    for one in letters:
        if not one.reply:
            late = "，已逾期" if one.is_overdue else ""
            text = f"{one.department}还没有回复（{format_day(one.due_on)}前）{late}"
            yield Finding(f"reply:{one.pk}", text, "部门意见")
        elif one.valid_until and one.is_expired():
            text = f"{one.department}的意见{format_day(one.valid_until)}已过有效期，请重新征求"
            yield Finding(f"expired:{one.pk}:{one.valid_until}", text, "部门意见")
        covered[one.department] |= {each.pk for each in one.covered.all()}
    for department, keys in covered.items():
        missed = [one for one in people if one.pk not in keys]
        if missed:
            names = "、".join(one.bearer for one in missed[:3])
            more = f"等{len(missed)}名" if len(missed) > 3 else ""
            marks = "-".join(str(one.pk) for one in missed)[:80]
            yield Finding(
                f"uncovered:{department}:{marks}"[:120],
                f"没有就{names}{more}征求{department}意见",
                "部门意见",
            )


def _not_shown(stage: Stage, programme: Programme) -> Iterator[Finding]:
    """A stage of public notice is over when its notices have run their whole time, for everybody on the list."""
    notices = list(Notice.objects.filter(stage=stage, recalled_at=None).prefetch_related("entries"))
    if not notices:
        yield Finding("notice", "还没有发布公示", "公示", waivable=False)
        return
    running = [one for one in notices if not one.is_over()]
    for one in running:
        last = format_day(timezone.localdate(one.closes_at) - _DAY)
        yield Finding(RUNNING, f"公示到{last}结束，期满前不能进入下一步", "公示", waivable=False)
    shown = {entry.nomination_id for one in notices for entry in one.entries.all()}
    for candidate in listed(programme):
        if candidate.pk not in shown:
            text = f"{candidate.bearer}还没有公示，请补充公示"
            yield Finding(f"unshown:{candidate.pk}", text, "公示", waivable=False)


def _about(one: Nomination, what: str, why: str, group: str) -> Finding:
    return Finding(
        f"{what}:{one.pk}", f"{one.bearer}：{why}", group, url=one.get_absolute_url(), about=(one,)
    )


def opinion_marks(programme: Programme) -> dict[int, tuple[str, str, str]]:
    """For each candidate: tone, icon and words of how departments see them."""
    letters: list[Any] = list(programme.consultations.prefetch_related("covered", "vetoes"))
    against: dict[int, str] = {}
    asked: dict[int, int] = defaultdict(int)
    agreed: dict[int, int] = defaultdict(int)
    for one in letters:
        for veto in one.vetoes.all():
            if veto.lifted_on is None:
                against[veto.nomination_id] = one.department
        for each in one.covered.all():
            asked[each.pk] += 1
            agreed[each.pk] += one.reply != Reply.NONE
    found = {}
    for key, number in asked.items():
        if key in against:
            found[key] = ("crit", "circle-x", f"{against[key]}有异议")
        elif agreed[key] == number:
            found[key] = ("ok", "circle-check", f"{number}/{number}同意")
        else:
            found[key] = ("warn", "hourglass", f"{agreed[key]}/{number}已复")
    return found


def barred(programme: Programme) -> frozenset[int]:
    """Reserve candidates who may not come in: vetoed, or failing a condition."""
    spare = [one for one in nominations_of(programme) if one.state == NominationState.RESERVE]
    against = Veto.objects.filter(consultation__programme=programme, lifted_on=None)
    failing = {one.pk for one, _, _ in failures(programme, spare)}
    return frozenset({*against.values_list("nomination_id", flat=True), *failing})
