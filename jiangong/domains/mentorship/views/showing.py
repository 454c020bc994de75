"""How an agreement is shown to whoever may see it: facts, signatures, steps, course."""

from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.mentorship.choices import STANDING_STATES, AgreementState, Channel
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.tables import show_goal, show_term
from jiangong.domains.people.models import Person
from jiangong.domains.people.rules import has_reach
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import Cell, Column
from jiangong.kit.ui.parts import Banner, Step
from jiangong.lib.dates import format_day, format_iso

Section = tuple[str, tuple[str | Column, ...]]


def show_signature(day: date | None, channel: str) -> Cell:
    """The day and how."""
    if day is None:
        return Cell("还没有签字", tone="warn")
    return Cell(format_iso(day), sub=Channel(channel).label)


def show_lines(text: str) -> str:
    return "；".join(line.strip() for line in text.splitlines() if line.strip())


TERMS = (
    "协议",
    (
        "number",
        "paper_number",
        Column("organization", "责任单位", ("organization__name",)),
        "occupation",
        Column("goal", "培养目标", ("from_grade", "to_grade"), show=show_goal),
        Column("skills", "传授技能", ("skills",), show=show_lines),
        Column("term", "期限", ("starts_on", "ends_on", "state"), show=show_term),
        Column("terms", "其他约定", ("terms",), show=show_lines),
    ),
)
OPTIONAL = {"paper_number", "terms"}  # not worth a line while they are empty
SIGNING = (
    "签字与生效",
    (
        Column("master", "师傅签字", ("master_signed_on", "master_channel"), show=show_signature),
        Column("apprentice", "徒弟签字", ("apprentice_signed_on", "apprentice_channel"), show=show_signature),
        Column("effective_on", "生效日期", kind="date"),
        Column("last_day", "有效至", ("last_day",), kind="date"),
        Column("clerk", "经办人", ("clerk__name",)),
    ),
)


def sections_of(agreement: Agreement, actor: Actor) -> tuple[Section, ...]:
    """The two people, what they agreed on, how it was signed."""
    title, terms = TERMS
    told = tuple(one for one in terms if (name := _name(one)) not in OPTIONAL or getattr(agreement, name))
    return (("师徒双方", _people(actor)), (title, told), SIGNING)


def _name(field: str | Column) -> str:
    return field if isinstance(field, str) else field.name


def _people(actor: Actor) -> tuple[Column, ...]:
    """Linked where the reader may open them."""

    def show(person: Person) -> Cell:
        may_open = has_reach(actor, person.organization) and actor.can("people.view")
        url = person.get_absolute_url() if may_open else ""
        return Cell(person.name, sub=person.organization.name, url=url)

    return (
        Column("master", "师傅", ("master",), show=show),
        Column("master_grade", "师傅技能等级"),
        Column("apprentice", "徒弟", ("apprentice",), show=show),
        Column("from_grade", "徒弟现有等级"),
    )


def course_of(agreement: Agreement) -> list[Any]:
    """Notes, checks and extensions, the latest first; drawn as a timeline."""
    reviews = agreement.reviews.select_related("by")
    entries = [*reviews, *agreement.extensions.select_related("by")]
    shown = sorted(entries, key=lambda one: (one.held_on, one.at), reverse=True)
    return [
        {
            "label": one.label,
            "who": one.who,
            "at": one.held_on,
            "note": one.note,
            "quote": one.quote,
        }
        for one in shown
    ]


def steps_of(agreement: Agreement) -> list[Step]:
    """草拟 → 签字 → 生效 → 中期检查 → 出师考核, with days."""
    if agreement.state == AgreementState.VOID:
        return [
            Step("草拟", format_iso(timezone.localdate(agreement.created_at)), "done"),
            Step("作废", agreement.closing_reason[:30], "stop"),
        ]
    signed = agreement.state in STANDING_STATES
    waiting = "、".join(party.label for party in agreement.unsigned)
    signing = agreement.state == AgreementState.SIGNING
    return [
        Step(
            "草拟",
            format_iso(timezone.localdate(agreement.created_at)),
            "current" if agreement.state == AgreementState.DRAFT else "done",
        ),
        Step(
            "签字",
            f"等{waiting}签字" if signing else _iso(agreement.effective_on),
            "done" if signed else "current" if signing else "",
        ),
        _midterm_step(agreement, signed),
        _last_step(agreement),
    ]


def _midterm_step(agreement: Agreement, signed: bool) -> Step:
    if agreement.midterm_on:
        return Step("中期检查", format_iso(agreement.midterm_on), "done")
    current = signed and agreement.state == AgreementState.VALID
    due = f"应在{format_iso(agreement.midterm_due_on)}前后" if agreement.midterm_due_on else ""
    return Step("中期检查", due, "current" if current else "")


def _last_step(agreement: Agreement) -> Step:
    day, state = _iso(agreement.completed_on), agreement.state
    if state == AgreementState.TERMINATED:
        return Step("终止", _iso(agreement.last_day), "stop")
    if state == AgreementState.PASSED:
        return Step("出师", f"{day}　达到{agreement.get_grade_reached_display()}", "done")
    if state == AgreementState.FAILED:
        return Step("考核不合格", day, "stop")
    current = state == AgreementState.EXPIRED or (state == AgreementState.VALID and agreement.midterm_on)
    return Step("出师考核", f"{format_iso(agreement.ends_on)}期满", "current" if current else "")


def _iso(day: date | None) -> str:
    return format_iso(day) if day else ""


def banners_of(agreement: Agreement) -> list[Banner]:
    """What the reader must know first."""
    today = timezone.localdate()
    if agreement.is_running and agreement.ends_on < today:
        text = "请登记出师考核结果；还要继续带徒的，办理延期。"
        return [Banner(text, "crit", lead=f"协议已在{format_day(agreement.ends_on)}期满。")]
    overdue = agreement.state == AgreementState.VALID and agreement.midterm_on is None
    if overdue and agreement.midterm_due_on and agreement.midterm_due_on < today:
        return [Banner("请登记中期检查的日期和结果。", "warn", lead="期限已过半，还没有中期检查。")]
    if agreement.state in (AgreementState.TERMINATED, AgreementState.VOID):
        return [Banner(agreement.closing_reason, lead=f"{agreement.get_state_display()}原因：")]
    return []
