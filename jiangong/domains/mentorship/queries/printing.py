"""The agreement as a paper: what is printed of it, with room for three signatures."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils import timezone

from jiangong.domains.mentorship.choices import AgreementState, Channel, Party
from jiangong.domains.mentorship.models import Agreement, Extension
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import (
    Block,
    Column,
    Heading,
    Merge,
    OfficialDocument,
    Paragraph,
    TableBlock,
)

PARTIES = (
    Column(width=20),
    Column(width=42, align="left"),
    Column(width=24),
    Column(width=70, align="left"),
)
SIGNATURES = (Column(width=52), Column(width=52), Column(width=52))
ROOM = 24.0  # millimetres for what is written by hand
BLANK_DAY = "年　　月　　日"
DUTIES = (
    (
        "师傅职责",
        "师傅按培养目标制订计划，传授操作技能、工艺经验和安全知识，每月至少指导、检查一次，如实评价徒弟的进步。",
    ),
    (
        "徒弟职责",
        "徒弟尊师好学，遵守操作规程和安全规定，按计划完成学习任务，按时参加中期检查和出师考核。",
    ),
    (
        "工会职责",
        "工会会同有关部门提供学习、实训条件，组织中期检查和出师考核，按规定落实带徒待遇，并保管协议和考核材料。",
    ),
)


def agreement_document(agreement: Agreement) -> OfficialDocument:
    """Three copies are signed: the master's, the apprentice's, the union's."""
    number = agreement.number or agreement.paper_number or "（草案，未编号）"
    changes = list(agreement.extensions.order_by("at", "pk"))
    blocks: list[Block] = [
        Paragraph(f"协议编号：{number}"),
        Paragraph("为传承技艺、培养技能人才，经师傅、徒弟自愿，工会组织，三方约定如下。"),
        _parties(agreement),
        Heading(1, "培养目标"),
        Paragraph(
            f"徒弟在“{agreement.occupation}”上由{agreement.get_from_grade_display()}"
            f"达到{agreement.get_to_grade_display()}水平，掌握以下技能："
        ),
        *[Paragraph(f"{place}．{skill}") for place, skill in enumerate(_lines(agreement.skills), 1)],
        Heading(1, "协议期限"),
        Paragraph(
            f"自{format_day(agreement.starts_on)}起，至{format_day(_signed_end(changes, agreement))}止。"
        ),
        Heading(1, "各方职责"),
    ]
    for title, text in DUTIES:
        blocks += [Heading(2, title), Paragraph(text)]
    blocks += [*_closing(agreement), *_registered(changes, agreement)]
    return OfficialDocument("师带徒协议书", tuple(blocks))


def _signed_end(changes: list[Extension], agreement: Agreement) -> date:
    """The end that was signed: what was agreed on later stands below the signatures, not in their text."""
    return changes[0].earlier_end_on if changes else agreement.ends_on


def _registered(changes: list[Extension], agreement: Agreement) -> Iterator[Block]:
    """What became of it after it was signed."""
    for one in changes:
        term = f"期限由{format_day(one.earlier_end_on)}延至{format_day(one.later_end_on)}"
        day = format_day(timezone.localdate(one.at))
        yield Paragraph(f"变更登记：{day}延期，{term}。原因：{one.reason.rstrip('。')}。")
    if agreement.state == AgreementState.TERMINATED and agreement.last_day:
        reason = agreement.closing_reason.rstrip("。")
        yield Paragraph(f"变更登记：{format_day(agreement.last_day)}终止。原因：{reason}。")


def _closing(agreement: Agreement) -> list[Block]:
    halfway = f"（{format_day(agreement.midterm_due_on)}前后）" if agreement.midterm_due_on else ""
    most = settings.MOST_APPRENTICES
    limit = f"一名师傅同时带徒不超过{most}名；" if most else ""
    text = f"期限过半{halfway}进行中期检查，期满进行出师考核。{limit}徒弟同一时期只有一名师傅。需要延期或提前终止的，由三方商定，写明原因，工会登记备查。"
    blocks: list[Block] = [Heading(1, "检查考核与变更"), Paragraph(text)]
    if agreement.terms:
        blocks.append(Heading(1, "其他约定"))
        blocks += [Paragraph(line) for line in _lines(agreement.terms)]
    blocks.append(Paragraph("本协议一式三份，师傅、徒弟、工会各执一份，师傅、徒弟都签字后生效。"))
    return [*blocks, _signatures(agreement)]


def _parties(agreement: Agreement) -> TableBlock:
    rows: list[tuple[str | None, ...]] = []
    for party, grade in (
        (Party.MASTER, agreement.get_master_grade_display()),
        (Party.APPRENTICE, agreement.get_from_grade_display()),
    ):
        person = agreement.person(party)
        rows += [(party.label, person.name, "技能等级", grade), ("", None, "所在单位", unit_name(person))]
    rows.append(("工　会", agreement.organization.name, None, None))
    merges = (
        Merge(0, 0, rows=2),
        Merge(0, 1, rows=2),
        Merge(2, 0, rows=2),
        Merge(2, 1, rows=2),
        Merge(4, 1, columns=3),
    )
    return TableBlock(PARTIES, tuple(rows), merges=merges)


def unit_name(person: Person) -> str:
    organization: Organization = person.organization
    return organization.name


def _signatures(agreement: Agreement) -> TableBlock:
    heads = ("师傅（签字）", "徒弟（签字）", "工会（盖章）")
    names = [_signed(agreement, party) for party in Party]
    days = [_day(getattr(agreement, f"{party}_signed_on")) for party in Party]
    return TableBlock(SIGNATURES, (heads, (*names, ""), (*days, BLANK_DAY)), heights={1: ROOM, 2: 10.0})


def _signed(agreement: Agreement, party: Party) -> str:
    """Who signed on screen is named; who signs on paper finds room."""
    if getattr(agreement, f"{party}_channel") != Channel.SCREEN:
        return ""
    return f"{agreement.person(party).name}（在线签署）"


def _day(day: date | None) -> str:
    return format_day(day) if day else BLANK_DAY


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
