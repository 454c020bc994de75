"""Lists of held titles and of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from jiangong.domains.titles.choices import AwardState, TitleFamily, TitleLevel
from jiangong.domains.titles.models import Award, Title
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

STATE_TONES = {AwardState.HELD: "ok", AwardState.REVOKED: "crit", AwardState.VOID: "mute"}
CURRENT = ~models.Q(state=AwardState.VOID)


@dataclass(frozen=True)
class TitleFilter(ChoiceFilter):
    """The titles of the catalogue, those no longer given too."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return [(str(pk), name) for pk, name in Title.objects.values_list("pk", "name")]


@dataclass(frozen=True)
class YearFilter(ChoiceFilter):
    """The years in which something within reach was given."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        years = Award.objects.visible_to(actor).order_by("-year").values_list("year", flat=True).distinct()
        return [(str(year), f"{year}年") for year in years]


def show_bearer(
    person: str | None, short: str | None, unit: str | None, enterprise: str | None, team: str
) -> str:
    """A person's name, or the unit with its team."""
    if person is not None:
        return person
    return f"{enterprise or short or unit}{team}"


def show_year(year: int) -> str:
    return f"{year}年"


class AwardTable(Table):
    """Titles held within reach."""

    model = Award
    columns = (
        Column(
            "bearer",
            "获得者",
            ("person__name", "unit__short_name", "unit__name", "enterprise__name", "team"),
            show=show_bearer,
            sort=("person__name", "unit__name", "team"),
            phone="title",
        ),
        Column("title", "称号", ("title__name",), sort=("title__position",)),
        Column("level", "级别", kind="short"),
        Column("family", "类别", hidden=True),
        Column(
            "organization",
            "所属工会",
            ("organization__short_name", "organization__name"),
            show=lambda short, name: short or name,
            phone="wide",
        ),
        Column(
            "year", "年度", show=show_year, export=lambda year: year, kind="short", sort=("year", "given_on")
        ),
        Column("given_on", "授予日期", kind="date", sort=("given_on",)),
        Column("basis", "依据"),
        Column(
            "occupation", "工种（职业）", ("person__occupation",), show=lambda text: text or "", hidden=True
        ),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
        Column("revoked_on", "撤销日期", kind="date", hidden=True),
        Column("closing_reason", "撤销（作废）理由", hidden=True),
    )
    filters = (
        TitleFilter("title", "称号"),
        ChoiceFilter("level", "级别", choices=tuple(TitleLevel.choices)),
        OrganizationFilter("organization", "所属工会"),
        YearFilter("year", "年度"),
        ChoiceFilter("state", "状态", choices=tuple(AwardState.choices)),
        DateRangeFilter("given_on", "授予日期"),
    )
    views = (
        *(View(family.value, str(family.label), CURRENT & models.Q(family=family)) for family in TitleFamily),
        View("revoked", "已撤销", models.Q(state=AwardState.REVOKED)),
    )
    search = ("person__name", "unit__name", "enterprise__name", "team", "title__name", "basis")
    search_hint = "姓名、单位、称号、文号"
    ordering = ("-given_on", "-pk")
    export_name = "荣誉称号"
    ledger_form = LedgerForm(
        "荣誉称号台账",
        ("bearer", "occupation", "organization", "title", "level", "family", "given_on", "basis", "state"),
        groups=(
            ("获得者", ("bearer", "occupation", "organization")),
            ("称号", ("title", "level", "family")),
            ("授予", ("given_on", "basis")),
        ),
    )
    url_name = "titles:detail"
    empty_title = "还没有荣誉称号"
    empty_text = "登记或导入的称号会列在这里。"


class TitleTable(Table):
    """The catalogue, with how many hold each."""

    model = Title
    columns: tuple[Column, ...] = (
        Column(
            "name",
            "称号",
            ("name", "retired_on"),
            phone="title",
            sort=("name",),
            show=lambda name, gone: Cell(name, sub="已停用" if gone else ""),
        ),
        Column("level", "级别", kind="short", sort=("position",), phone="corner"),
        Column("family", "类别", kind="short"),
        Column("bearer", "授予", kind="short"),
        Column("held", "在册（项）", ("pk",), kind="number"),
        Column("note", "说明"),
    )
    filters = (
        ChoiceFilter("family", "类别", choices=tuple(TitleFamily.choices)),
        ChoiceFilter("level", "级别", choices=tuple(TitleLevel.choices)),
    )
    views = (
        View("used", "在用", models.Q(retired_on=None)),
        View("retired", "已停用", models.Q(retired_on__isnull=False)),
    )
    search = ("name",)
    search_hint = "称号"
    ordering = ("position", "pk")
    export_name = "称号目录"
    url_name = "titles:title_detail"
    empty_title = "目录还是空的"
    empty_text = "请先“补齐常用称号”，再按本市的叫法增补。"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._held: dict[int, int] = {}
        self.columns = tuple(
            Column("held", "在册（项）", ("pk",), show=self._count, export=self._number, kind="number")
            if column.name == "held"
            else column
            for column in self.columns
        )

    def prepare(self, keys: Sequence[Any]) -> None:
        rows = Award.objects.visible_to(self.actor).filter(title__in=keys, state=AwardState.HELD)
        self._held |= dict(rows.order_by().values_list("title").annotate(n=models.Count("pk")))

    def _count(self, pk: int) -> str:
        return f"{self._held.get(pk, 0):,}"

    def _number(self, pk: int) -> int:
        return self._held.get(pk, 0)
