"""Lists of studios and of deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from jiangong.domains.studios.choices import ReviewResult, StudioKind, StudioLevel, StudioState
from jiangong.domains.studios.models import Deadline, Studio
from jiangong.domains.studios.queries.deadlines import standing_below
from jiangong.domains.studios.queries.studios import BUILDING, overdue, unreviewed
from jiangong.domains.titles.queries import highest_titles
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    LedgerForm,
    OrganizationFilter,
    Table,
    View,
)
from jiangong.kit.listing.columns import EMPTY
from jiangong.lib.dates import format_iso

STATE_TONES = {
    StudioState.BUILDING: "warn",
    StudioState.REGISTERED: "info",
    StudioState.NAMED: "ok",
    StudioState.WARNED: "crit",
    StudioState.REVOKED: "mute",
    StudioState.VOID: "mute",
}
REVIEW_TONES: dict[str, str] = {ReviewResult.WARN: "warn", ReviewResult.REVOKE: "crit"}


def show_name(name: str, industry: str) -> Cell:
    return Cell(name, sub=industry)


def show_readiness(state: str, missing: int, due_on: date | None) -> Cell:
    """For what is being built: what is missing and how late it is."""
    if state != StudioState.BUILDING:
        return Cell(EMPTY)
    lacking = f"缺{missing}项" if missing else "要素齐全"
    tone, icon = ("warn", "") if missing else ("ok", "circle-check")
    if due_on is None:
        return Cell(lacking, tone=tone, icon=icon)
    late = (timezone.localdate() - due_on).days
    if late > 0:
        return Cell(lacking, sub=f"逾期{late}天", tone="crit", icon="alert-circle")
    return Cell(lacking, sub=f"{format_iso(due_on)}前登记", tone=tone, icon=icon)


def export_readiness(state: str, missing: int, due_on: date | None) -> str:
    return f"缺{missing}项" if state == StudioState.BUILDING else ""


def show_review(year: int | None, result: str) -> Cell:
    if year is None:
        return Cell(EMPTY)
    return Cell(f"{year}年{ReviewResult(result).label}", tone=REVIEW_TONES.get(result, ""))


WHAT = (
    Column(
        "name",
        "名称",
        ("name", "industry"),
        show=show_name,
        export=lambda name, _: name,
        sort=("name",),
        phone="title",
    ),
    Column("kind", "类别", hidden=True),
    Column("level", "级别", kind="short", sort=("level",)),
    Column(
        "organization",
        "所属工会",
        ("organization__short_name", "organization__name"),
        show=lambda short, name: short or name,
        sort=("organization__path",),
        phone="wide",
    ),
)
COURSE = (
    Column("industry", "行业领域", hidden=True),
    Column("place", "场所地址", hidden=True),
    Column("founded_on", "创建日期", kind="date", sort=("founded_on",), hidden=True),
    Column("registered_on", "登记日期", kind="date", sort=("registered_on",), hidden=True),
    Column("effective_on", "计入日期", kind="date", sort=("effective_on",)),
    Column("named_on", "命名日期", kind="date", sort=("named_on",), hidden=True),
    Column(
        "readiness",
        "登记要素",
        ("state", "missing_count", "due_on"),
        show=show_readiness,
        export=export_readiness,
        kind="short",
        sort=("due_on", "missing_count"),
    ),
    Column("due_on", "登记期限", kind="date", hidden=True),
    Column("review", "最近复核", ("reviewed_year", "review_result"), show=show_review, kind="short"),
    Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
    Column("closing_reason", "撤销（作废）理由", hidden=True),
)


class StudioTable(Table):
    """Studios within reach."""

    model = Studio
    filters = (
        ChoiceFilter("level", "级别", choices=tuple(StudioLevel.choices)),
        ChoiceFilter("kind", "类别", choices=tuple(StudioKind.choices)),
        OrganizationFilter("organization", "所属工会"),
        ChoiceFilter("state", "状态", choices=tuple(StudioState.choices)),
        ChoiceFilter("review_result", "最近复核", choices=tuple(ReviewResult.choices)),
        DateRangeFilter("effective_on", "计入日期"),
    )
    search = ("name", "industry", "leader__name", "place")
    search_hint = "名称、领衔人、行业、地址"
    ordering = ("-effective_on", "-pk")
    export_name = "创新工作室"
    ledger_form = LedgerForm(
        "创新工作室台账",
        (
            "name",
            "kind",
            "level",
            "organization",
            "leader",
            "leader_title",
            "industry",
            "place",
            "founded_on",
            "registered_on",
            "named_on",
            "review",
            "state",
        ),
        groups=(
            ("领衔人", ("leader", "leader_title")),
            ("日期", ("founded_on", "registered_on", "named_on")),
        ),
    )
    url_name = "studios:detail"
    empty_title = "还没有创新工作室"
    empty_text = "登记的工作室会列在这里。"

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # the leader's title is looked up per page
        leading = (
            Column(
                "leader",
                "领衔人",
                ("leader__name", "leader_id"),
                show=self.show_leader,
                export=lambda name, _: name or "",
            ),
            Column("leader_title", "领衔人荣誉", ("leader_id",), show=self.title_of, hidden=True),
        )
        return (*WHAT, *leading, *COURSE)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Depends on today."""
        return (
            View("building", "建设中", BUILDING),
            View("overdue", "逾期未登记", overdue()),
            View("registered", "已登记", models.Q(state=StudioState.REGISTERED)),
            View("named", "已命名", models.Q(state=StudioState.NAMED)),
            View("warned", "警告", models.Q(state=StudioState.WARNED)),
            View("unreviewed", "待复核", unreviewed()),
            View("revoked", "已撤销", models.Q(state=StudioState.REVOKED)),
        )

    @cached_property
    def _titles(self) -> dict[int, str]:
        return {}

    def prepare(self, keys: Sequence[Any]) -> None:
        leaders = self.model._base_manager.filter(pk__in=keys).values_list("leader_id", flat=True)
        self._titles.update(highest_titles({pk for pk in leaders if pk}))

    def show_leader(self, name: str | None, pk: int | None) -> Cell:
        return Cell(name or EMPTY, sub=self._titles.get(pk or 0, ""))

    def title_of(self, pk: int | None) -> str:
        return self._titles.get(pk or 0, "")


@dataclass(frozen=True)
class DeadlineYearFilter(ChoiceFilter):
    """The years for which a date is set within reach."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        years = Deadline.objects.visible_to(actor).order_by("-year").values_list("year", flat=True).distinct()
        return [(str(year), f"{year}年") for year in years]


UNIT = (
    Column(
        "organization",
        "单位",
        ("organization__short_name", "organization__name"),
        show=lambda short, name: short or name,
        phone="title",
    ),
    Column(
        "year",
        "年度",
        show=lambda year: f"{year}年",
        export=lambda year: year,
        kind="short",
        sort=("year", "due_on"),
    ),
)


class DeadlineTable(Table):
    """Units with their dates, and how far each is."""

    model = Deadline
    filters = (DeadlineYearFilter("year", "年度"), OrganizationFilter("organization", "单位"))
    search = ("organization__name", "organization__short_name")
    search_hint = "单位"
    ordering = ("-year", "organization__position", "pk")
    export_name = "登记期限"
    empty_title = "还没有规定登记期限"
    empty_text = "规定以后，各单位在首页和工作室列表里看到期限和逾期。"

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # some cells are counted per page
        return (
            *UNIT,
            Column(
                "due_on",
                "登记期限",
                ("pk", "due_on"),
                show=self.show_due,
                export=lambda _, day: format_iso(day),
                kind="short",
                sort=("due_on",),
                phone="corner",
            ),
            Column(
                "standing",
                "在册（个）",
                ("pk",),
                show=self.show_standing,
                export=self.standing,
                kind="number",
            ),
            Column(
                "building",
                "建设中（个）",
                ("pk",),
                show=self.show_building,
                export=self.building,
                kind="number",
            ),
            Column("note", "说明"),
        )

    @cached_property
    def _counts(self) -> dict[int, tuple[int, int]]:
        return {}

    def prepare(self, keys: Sequence[Any]) -> None:
        self._counts.update(standing_below(keys))

    def row_url(self, pk: Any) -> str:
        may = self.actor.can("studios.set_deadlines")
        return f"{self.base.removesuffix('/')}/{pk}/edit/" if may and self.base else ""

    def standing(self, pk: int) -> int:
        return self._counts.get(pk, (0, 0))[0]

    def building(self, pk: int) -> int:
        return self._counts.get(pk, (0, 0))[1]

    def show_standing(self, pk: int) -> str:
        return f"{self.standing(pk):,}"

    def show_building(self, pk: int) -> str:
        return f"{self.building(pk):,}"

    def show_due(self, pk: int, day: date) -> Cell:
        late = (timezone.localdate() - day).days
        if late > 0 and self.building(pk):
            return Cell(format_iso(day), sub=f"逾期{late}天", tone="crit", icon="alert-circle")
        return Cell(format_iso(day))
