"""Bringing in organizations from a workbook: parents may stand in the tree or higher up in the same file."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.organizations import rules
from jiangong.domains.organizations.actions import (
    UNSETTLED,
    create_organizations,
    discard_organizations,
    settle_names,
)
from jiangong.domains.organizations.choices import KINDS_BELOW, OrganizationKind
from jiangong.domains.organizations.imports.cells import NAMES_TO_SETTLE, read_count, read_text
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Resolution, resolve_many
from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import Checker, ImportColumn, ImportSpec, Row, as_text, register
from jiangong.lib.codes import check_credit_code, normalize_credit_code, normalize_division_code
from jiangong.lib.dates import format_day, parse_date

KINDS = {kind.label: kind.value for kind in OrganizationKind if kind != OrganizationKind.FEDERATION}
FACTS = (
    "short_name", "credit_code", "division_code", "division_year", "address", "phone", "members_count",
)  # fmt: skip
_BATCH = 500
OVERTAKEN = "检查之后，有的上级组织不在了。请重新检查后再导入。"


def _read_kind(cell: Any) -> str:
    text = as_text(cell)
    if text not in KINDS:
        raise ValueError(f"没有“{text}”这个类别，请从“{'、'.join(KINDS)}”中选择。")
    return KINDS[text]


def _read_year(cell: Any) -> int:
    year, latest = read_count(cell), timezone.localdate().year
    if not 1949 <= year <= latest:
        raise ValueError(f"年份应在1949至{latest}之间，请改正。")
    return year


class OrganizationChecker(Checker):
    """Parents resolved once per spelling; names known among siblings looked up once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._meant: dict[str, Resolution] = {}
        self._earlier: dict[str, tuple[str, date]] = {}
        self._faulty: dict[str, int] = {}  # names that stand earlier in the file, in a row that is refused
        self._placed: set[tuple[str, str]] = set()
        self._unknown: list[Resolution] = []

    def check(self, rows: list[Row]) -> None:
        self._resolve({row.values["parent"] for row in rows if "parent" in row.values})
        keys = {one.organization_id for one in self._meant.values() if one.organization_id}
        parents = Organization.objects.visible_to(self.actor).in_bulk(keys)
        siblings = self._siblings(list(parents))
        self._unknown = []
        for row in rows:
            self._check_codes(row)
            self._place(row, parents, siblings)
        settle_names(self._unknown, context="导入组织", actor=self.actor)

    def _check_codes(self, row: Row) -> None:
        if code := row.values.get("credit_code"):
            for warning in check_credit_code(code, union=True):
                row.remind("credit_code", warning)
        # A year that could not be read is told as such.
        told = any(finding.column == "division_year" for finding in row.findings)
        if row.values.get("division_code") and not row.values.get("division_year") and not told:
            row.refuse("division_year", "区划会调整，请填写这个代码所属的年份。")

    def _resolve(self, spellings: set[str]) -> None:
        fresh = resolve_many(spellings - self._meant.keys(), self.actor)
        self._meant |= fresh

    def _siblings(self, parents: list[int]) -> set[tuple[int | None, str]]:
        found: set[tuple[int | None, str]] = set()
        open_ones = Organization.objects.ungated("names taken under visible parents").filter(closed_on=None)
        for start in range(0, len(parents), _BATCH):
            below = open_ones.filter(parent__in=parents[start : start + _BATCH])
            found.update(below.values_list("parent_id", "name"))
        return found

    def _place(
        self, row: Row, parents: dict[int, Organization], siblings: set[tuple[int | None, str]]
    ) -> None:
        """Where the row's organization stands; ``above`` is a key, ``after`` a name earlier in the file.

        A cell that could not be read is told already; whatever the others say is checked all the same.
        """
        name, written = row.values.get("name"), row.values.get("parent")
        if name and written:
            if (written, name) in self._placed:
                row.refuse("name", f"“{written}”之下的“{name}”在表里出现过，请只保留一行。")
            self._placed.add((written, name))
        if written in self._earlier:
            self._below_earlier(row, written)
        elif written in self._faulty and not self._meant[written].is_certain:
            number = self._faulty[written]
            row.refuse("parent", f"上级“{written}”在第{number}行，那一行有错，请一起改正后再导入。")
        elif written:
            self._below_known(row, parents, siblings)
        if name and row.failed:
            self._faulty.setdefault(name, row.number)
        elif name:
            self._earlier.setdefault(name, (row.values["kind"], date.fromisoformat(row.values["opened_on"])))

    def _below_earlier(self, row: Row, written: str) -> None:
        above, begun = self._earlier[written]
        row.values |= {"above": None, "after": written}
        kind = row.values.get("kind")
        if kind and kind not in KINDS_BELOW.get(above, frozenset()):
            label, under = OrganizationKind(kind).label, OrganizationKind(above).label
            row.refuse("kind", f"“{label}”不能设在“{under}”之下，请改正类别或上级。")
        _refuse_before(row, written, begun)

    def _below_known(
        self, row: Row, parents: dict[int, Organization], siblings: set[tuple[int | None, str]]
    ) -> None:
        meant = self._meant[row.values["parent"]]
        parent = parents.get(meant.organization_id or 0)
        if parent is None:
            row.refuse("parent", f"{meant.explanation}{UNSETTLED}")
            self._unknown.append(meant)
            return
        row.values |= {"above": parent.pk, "after": ""}
        if not meant.is_certain:
            row.remind("parent", meant.explanation)
        kind = row.values.get("kind")
        if reason := rules.closed(parent):
            row.refuse("parent", reason)
        elif kind and (reason := rules.unfit_kind(kind, parent)):
            row.refuse("kind", reason)
        if parent.opened_on:
            _refuse_before(row, str(parent), parent.opened_on)
        if (parent.pk, row.values.get("name")) in siblings:
            row.refuse("name", f"“{parent}”之下已有“{row.values['name']}”，这一行不必再导入。")


def _refuse_before(row: Row, parent: str, begun: date) -> None:
    """Nothing begins below what has not begun."""
    opened = row.values.get("opened_on")
    if opened and date.fromisoformat(opened) < begun:
        row.refuse("opened_on", f"“{parent}”{format_day(begun)}才成立，请填写这一天或以后的日期。")


class OrganizationImport(ImportSpec):
    """Organizations with their parents, top down."""

    key = "organizations.organization"
    label = "组织"
    model = Organization
    permission = "organizations.import"
    list_url = "organizations:list"
    checker = OrganizationChecker
    remedies = (NAMES_TO_SETTLE,)
    notes = (
        "每行一个组织；上级组织须已经登记，或者排在表中靠前的行。",
        "上级组织填写全称、简称或已登记的别名。",
        "信用代码、区划代码请按文本填写；校验位不符只提醒，不影响导入。",
    )
    columns = (
        ImportColumn(
            "name", "名称", read=read_text(120), required=True, also=("组织名称", "工会名称"), width=30
        ),
        ImportColumn("short_name", "简称", read=read_text(40)),
        ImportColumn("kind", "类别", read=_read_kind, required=True, choices=tuple(KINDS), width=18),
        ImportColumn(
            "parent",
            "上级组织",
            read=read_text(120),
            required=True,
            also=("上级工会", "隶属"),
            width=26,
        ),
        ImportColumn(
            "opened_on",
            "成立日期",
            read=lambda cell: parse_date(cell).isoformat(),
            required=True,
            also=("建会日期", "建会时间"),
        ),
        ImportColumn(
            "credit_code",
            "统一社会信用代码",
            read=lambda cell: normalize_credit_code(as_text(cell)),
            also=("信用代码",),
            width=24,
            is_text=True,
        ),
        ImportColumn(
            "division_code",
            "行政区划代码",
            read=lambda cell: normalize_division_code(as_text(cell)),
            is_text=True,
        ),
        ImportColumn("division_year", "区划代码年份", read=_read_year),
        ImportColumn("address", "办公地址", read=read_text(200), width=30),
        ImportColumn("phone", "办公电话", read=read_text(30), is_text=True),
        ImportColumn("members_count", "会员人数", read=read_count, also=("会员数",)),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        waiting = list(rows)
        report(len(waiting))
        return lambda: _open_top_down(waiting, actor)

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        return discard_organizations(keys, actor=actor)


def _open_top_down(waiting: list[dict[str, Any]], actor: Actor) -> list[int]:
    """Layer by layer: those below known organizations first, then those below what was just opened."""
    spelled = resolve_many({row["parent"] for row in waiting if row["above"]}, actor)
    settle_names(spelled.values(), context="导入组织", actor=actor)
    known = Organization.objects.visible_to(actor).in_bulk({row["above"] for row in waiting if row["above"]})
    opened: dict[str, Organization] = {}
    keys: list[int] = []
    while waiting:
        layer = [row for row in waiting if row["above"] or row["after"] in opened]
        if not layer:
            raise Refusal(OVERTAKEN)
        waiting = [row for row in waiting if not row["above"] and row["after"] not in opened]
        parents = [_above(row, known, opened) for row in layer]
        made = create_organizations(
            [_draft(row, parent, n) for n, (row, parent) in enumerate(zip(layer, parents, strict=True))],
            basis="批量导入",
            actor=actor,
        )
        for one in made:
            opened.setdefault(one.name, one)
        keys += [one.pk for one in made]
    return keys


def _above(
    row: dict[str, Any], known: dict[int, Organization], opened: dict[str, Organization]
) -> Organization:
    parent = known.get(row["above"]) if row["above"] else opened[row["after"]]
    if parent is None:
        raise Refusal(OVERTAKEN)
    return parent


def _draft(row: dict[str, Any], parent: Organization, position: int) -> Organization:
    facts = {name: row[name] for name in FACTS if row.get(name) not in (None, "")}
    return Organization(
        name=row["name"],
        kind=row["kind"],
        parent=parent,
        opened_on=date.fromisoformat(row["opened_on"]),
        position=1000 + position,
        **facts,
    )


register(OrganizationImport())
