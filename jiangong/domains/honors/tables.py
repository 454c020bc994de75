"""Lists of programmes, nominations, objections and certificates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from jiangong.domains.honors.choices import (
    NominationState,
    ObjectionState,
    ProgrammeKind,
    ProgrammeState,
    Trait,
)
from jiangong.domains.honors.models import Certificate, Nomination, Objection, Programme
from jiangong.domains.titles.choices import AwardState
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    OrganizationFilter,
    Table,
    View,
)
from jiangong.kit.listing.filters import YearFilter
from jiangong.lib.dates import format_iso

PROGRAMME_TONES = {
    ProgrammeState.DRAFT: "mute",
    ProgrammeState.OPEN: "info",
    ProgrammeState.REVIEWING: "warn",
    ProgrammeState.DECIDED: "ok",
    ProgrammeState.CANCELLED: "mute",
}
NOMINATION_TONES = {
    NominationState.DRAFT: "mute",
    NominationState.SUBMITTED: "info",
    NominationState.RETURNED: "warn",
    NominationState.WITHDRAWN: "mute",
    NominationState.LISTED: "ok",
    NominationState.RESERVE: "info",
    NominationState.DROPPED: "mute",
    NominationState.AWARDED: "ok",
}
OBJECTION_TONES = {
    ObjectionState.OPEN: "crit",
    ObjectionState.UNFOUNDED: "mute",
    ObjectionState.UPHELD: "warn",
}
AWARD_TONES = {AwardState.HELD: "ok", AwardState.REVOKED: "crit", AwardState.VOID: "mute"}
ORGANIZATION = ("organization__short_name", "organization__name")


def show_place(short: str, name: str) -> str:
    return short or name


def show_basis(number: str, authority: str, kind: str, entry: str) -> Cell:
    """The gate of law at a glance."""
    if number and authority and (entry or kind != ProgrammeKind.MODEL):
        return Cell(number, sub=authority)
    return Cell("缺依据", sub=number, tone="crit", icon="alert-triangle")


def export_basis(number: str, authority: str, kind: str, entry: str) -> str:
    return f"{number}　{authority}".strip()


def show_until(until: date | None, state: str) -> Cell:
    if until is None:
        return Cell("—")
    late = state == ProgrammeState.OPEN and until < timezone.localdate()
    return Cell(format_iso(until), tone="warn" if late else "", icon="clock" if late else "")


class ProgrammeTable(Table):
    """Programmes by year and state."""

    model = Programme
    columns = (
        Column("name", "项目", ("name", "title__name"), show=lambda name, title: Cell(name, sub=title), export=lambda name, _: name, sort=("name",), phone="title"),
        Column("year", "年度", kind="short", show=str, export=int, sort=("year",)),
        Column("title", "授予称号", ("title__name",), hidden=True),
        Column("kind", "性质", kind="short"),
        Column("organization", "组织单位", ORGANIZATION, show=show_place, sort=("organization__path",), phone="wide"),
        Column("places", "名额", kind="number", sort=("places",)),
        Column(
            "basis",
            "依据",
            ("basis_number", "basis_authority", "kind", "basis_entry"),
            show=show_basis,
            export=export_basis,
        ),
        Column("nominate_until", "推荐截止", ("nominate_until", "state"), show=show_until, export=lambda until, _: until, kind="short", sort=("nominate_until",)),
        Column("decided_on", "决定日期", kind="date", sort=("decided_on",), hidden=True),
        Column("decision_number", "决定文号", hidden=True),
        Column("state", "状态", kind="state", tones=PROGRAMME_TONES, phone="corner"),
    )  # fmt: skip
    filters = (
        YearFilter("year", "年度"),
        ChoiceFilter("kind", "性质", choices=ProgrammeKind.choices),
        OrganizationFilter("organization", "组织单位"),
    )
    views = (
        View("going", "进行中", models.Q(state__in=(ProgrammeState.OPEN, ProgrammeState.REVIEWING))),
        View("draft", "筹备中", models.Q(state=ProgrammeState.DRAFT)),
        View("decided", "已决定", models.Q(state=ProgrammeState.DECIDED)),
        View("cancelled", "已取消", models.Q(state=ProgrammeState.CANCELLED)),
    )
    search = ("name", "title__name", "basis_number")
    search_hint = "项目、称号、文号"
    ordering = ("-year", "-pk")
    export_name = "选树项目"
    url_name = "honors:detail"
    empty_title = "还没有选树项目"
    empty_text = "建立项目、登记依据以后，下级单位才能推荐。"


def show_traits(traits: list[str]) -> str:
    known = set(traits)
    return "、".join(str(label) for value, label in Trait.choices if value in known)


@dataclass(frozen=True)
class ProgrammeFilter(ChoiceFilter):
    """The programmes within reach, the latest first."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        rows = Programme.objects.visible_to(actor).order_by("-year", "-pk").values_list("pk", "name", "year")
        return [
            (str(pk), f"{name}（{year}年）" if str(year) not in name else name)
            for pk, name, year in rows[:200]
        ]


class NominationTable(Table):
    """Candidates within reach."""

    model = Nomination
    columns = (
        Column("bearer", "推荐对象", ("bearer", "position"), show=lambda name, post: Cell(name, sub=post), export=lambda name, _: name, sort=("bearer",), phone="title"),
        Column("position", "岗位职务", hidden=True),
        Column("workplace", "所在单位", hidden=True),
        Column("programme", "选树项目", ("programme__name",), sort=("programme__name",), phone="wide"),
        Column("year", "年度", ("programme__year",), show=str, export=int, kind="short", sort=("programme__year",), hidden=True),
        Column("organization", "推荐单位", ORGANIZATION, show=show_place, sort=("organization__path",)),
        Column("category", "类别", sort=("category",)),
        Column("rank", "推荐顺序", kind="number", sort=("rank",)),
        Column("traits", "结构", show=show_traits, phone="wide"),
        Column("is_separate", "单列", hidden=True),
        Column("submitted_on", "推荐日期", kind="date", sort=("submitted_on",)),
        Column("state", "状态", kind="state", tones=NOMINATION_TONES, phone="corner"),
        Column("reason", "退回（未入选）理由", hidden=True),
    )  # fmt: skip
    filters = (
        ProgrammeFilter("programme", "选树项目"),
        ChoiceFilter("state", "状态", choices=NominationState.choices),
        YearFilter("year", "年度", "programme__year"),
        OrganizationFilter("organization", "推荐单位"),
        DateRangeFilter("submitted_on", "推荐日期"),
    )
    views = (
        View("mine", "待推荐", models.Q(state__in=(NominationState.DRAFT, NominationState.RETURNED))),
        View("submitted", "已推荐", models.Q(state=NominationState.SUBMITTED)),
        View("listed", "入选", models.Q(state__in=(NominationState.LISTED, NominationState.RESERVE))),
        View("awarded", "已授予", models.Q(state=NominationState.AWARDED)),
    )
    search = ("bearer", "programme__name", "organization__name")
    search_hint = "姓名、集体、项目、单位"
    ordering = ("-programme__year", "-programme", "organization__position", "rank", "pk")
    export_name = "推荐对象"
    url_name = "honors:nomination_detail"
    empty_title = "还没有推荐"
    empty_text = "项目开始推荐以后，单位推荐的个人和集体列在这里。"


def show_objection(text: str) -> str:
    return f"{text[:40]}……" if len(text) > 40 else text


class ObjectionTable(Table):
    """What the public said, the open ones first."""

    model = Objection
    columns = (
        Column("text", "异议", show=show_objection, export=lambda text: text, phone="title"),
        Column("nomination", "涉及对象", ("nomination__bearer",), show=lambda name: name or "整个名单"),
        Column("programme", "选树项目", ("notice__programme__name",), phone="wide"),
        Column("received_at", "收到时间", kind="moment", sort=("received_at",)),
        Column("closed_on", "办结日期", kind="date", sort=("closed_on",)),
        Column("state", "状态", kind="state", tones=OBJECTION_TONES, phone="corner"),
    )
    filters = (DateRangeFilter("received_at", "收到时间", "received_at__date"),)
    views = (
        View("open", "待核实", models.Q(state=ObjectionState.OPEN)),
        View("closed", "已办结", ~models.Q(state=ObjectionState.OPEN)),
    )
    search = ("notice__programme__name", "nomination__bearer")
    search_hint = "项目、对象"
    ordering = ("-received_at", "-pk")
    export_name = "公示异议"
    url_name = "honors:objection_detail"
    empty_title = "没有异议"
    empty_text = "公示期间社会提出的异议会列在这里。"


class CertificateTable(Table):
    """Certificates issued."""

    model = Certificate
    columns: Any = (
        Column("bearer", "授予", ("bearer", "workplace"), show=lambda name, place: Cell(name, sub=place), export=lambda name, _: name, sort=("bearer",), phone="title"),
        Column("title", "称号", sort=("title",), phone="wide"),
        Column("year", "年度", kind="short", show=str, export=int, sort=("year",)),
        Column("number", "证书编号", kind="short", sort=("number",)),
        Column("organization", "所属工会", ORGANIZATION, show=show_place, sort=("organization__path",)),
        Column("issuer", "颁发单位", hidden=True),
        Column("basis", "决定文号", hidden=True),
        Column("issued_on", "颁发日期", kind="date", sort=("issued_on",)),
        Column("served", "服务次数", kind="number", sort=("served",)),
        Column("state", "状态", ("award__state",), kind="state", tones=AWARD_TONES, phone="corner"),
    )  # fmt: skip
    filters = (
        YearFilter("year", "年度"),
        OrganizationFilter("organization", "所属工会"),
        ChoiceFilter("state", "状态", "award__state", choices=AwardState.choices),
        DateRangeFilter("issued_on", "颁发日期"),
    )
    views = (
        View("valid", "有效", models.Q(award__state=AwardState.HELD)),
        View("unserved", "还没有服务", models.Q(award__state=AwardState.HELD, served=0)),
        View("revoked", "已撤销", models.Q(award__state=AwardState.REVOKED)),
    )
    search = ("bearer", "title", "number")
    search_hint = "姓名、集体、称号、编号"
    ordering = ("-issued_on", "number", "pk")
    export_name = "荣誉证书"
    url_name = "honors:certificate_detail"
    empty_title = "还没有证书"
    empty_text = "项目作出决定后自动生成证书。"
