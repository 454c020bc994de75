"""Bringing in titles from a workbook: people by number or name and unit, collectives by unit."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import resolve_many
from jiangong.domains.people.models import ID_NUMBER, Person
from jiangong.domains.people.queries import known_indexes, people_meant
from jiangong.domains.people.rules import reaches_path, read_id_number, read_name, read_words
from jiangong.domains.titles import rules
from jiangong.domains.titles.actions.awards import collective_key, fill, link_document
from jiangong.domains.titles.actions.counting import mark_counted
from jiangong.domains.titles.choices import AwardState
from jiangong.domains.titles.models import FIRST_YEAR, Award, Title
from jiangong.domains.titles.queries import offered_titles
from jiangong.domains.titles.rules import AwardFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import Checker, ImportColumn, ImportSpec, Row, as_text, register
from jiangong.kit.importing.undoing import take_back
from jiangong.lib.dates import parse_date
from jiangong.lib.masks import mask_id_number

_BATCH = 500
OVERTAKEN = "检查之后，表里有称号已被登记。请重新检查后再导入。"
KNOWN = "这项称号已经登记过，这一行不必再导入。"


def _read_year(cell: Any) -> int:
    text = as_text(cell).removesuffix("年").removesuffix("年度").removesuffix(".0")
    latest = timezone.localdate().year
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= latest):
        raise ValueError(f"年度应在{FIRST_YEAR}至{latest}之间，请改正。")
    return int(text)


def _words(most: int, label: str) -> Callable[[Any], str]:
    return lambda cell: read_words(as_text(cell), most, label)


class AwardChecker(Checker):
    """Titles once, units and people once per spelling, known awards once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._titles = {title.name: title for title in offered_titles(actor)}
        self._first: dict[tuple[Any, ...], int] = {}

    def check(self, rows: list[Row]) -> None:
        units = self._units({row.values["unit"] for row in rows if row.values.get("unit")})
        indexes = ID_NUMBER.index_many(row.values.get("id_number", "") for row in rows)
        numbers = known_indexes(ID_NUMBER, [index for index in indexes if index])
        people = people_meant({_written(row) for row in rows} - {""}, self.actor)
        for row, index in zip(rows, indexes, strict=True):
            title = self._titles.get(row.values.get("title", ""))
            if title is None:
                row.refuse("title", "称号目录里没有这个称号。请照目录填写，或先在目录里新增。")
                continue
            self._bear(row, title, units, numbers.get(index) if index else None, people)
            self._check_dates(row)
        self._refuse_known(rows)

    def _units(self, names: set[str]) -> dict[str, tuple[str, int]]:
        """``o`` or ``e`` and the key behind each name; a name that means none is missing."""
        exact = Enterprise.objects.visible_to(self.actor).filter(name__in=names)
        found = {name: ("e", pk) for name, pk in exact.values_list("name", "pk")}
        for text, meant in resolve_many(names - found.keys(), self.actor).items():
            if meant.is_certain and meant.organization_id is not None:
                found[text] = ("o", meant.organization_id)
        return found

    def _bear(
        self,
        row: Row,
        title: Title,
        units: dict[str, tuple[str, int]],
        holder: tuple[int, str] | None,
        people: dict[str, Person | str],
    ) -> None:
        values = row.values
        if not title.is_for_people:
            self._bear_collective(row, title, units)
        elif values.get("id_number"):
            if holder is None or not reaches_path(self.actor, holder[1]):
                row.refuse("id_number", "您管理范围内没有登记这个身份证号的人。请先登记人员。")
            else:
                values["person_id"] = holder[0]
        elif not values.get("name"):
            row.refuse("name", f"“{title}”授予个人，请填写姓名。")
        elif isinstance(found := people[_written(row)], str):
            row.refuse("name", found)
        else:
            values["person_id"] = found.pk

    def _bear_collective(self, row: Row, title: Title, units: dict[str, tuple[str, int]]) -> None:
        text = row.values.get("unit")
        if not text:
            row.refuse("unit", f"“{title}”授予集体，请填写单位。")
        elif text not in units:
            row.refuse("unit", f"您管理范围内没有“{text}”。请填写单位全称，或先登记单位。")
        else:
            kind, key = units[text]
            row.values["enterprise_id" if kind == "e" else "unit_id"] = key
        if row.values.get("name"):
            row.refuse("name", f"“{title}”授予集体，姓名请留空。")

    @staticmethod
    def _check_dates(row: Row) -> None:
        if {"year", "given_on"} <= row.values.keys():
            day = date.fromisoformat(row.values["given_on"])
            if reason := rules.dating_refusal(row.values["year"], day):
                row.refuse("given_on", reason)

    def _refuse_known(self, rows: list[Row]) -> None:
        fine = [row for row in rows if not row.failed and "year" in row.values]
        keys = {row.number: _identity(row) for row in fine}
        known = _registered(keys.values())
        for row in fine:
            key = keys[row.number]
            first = self._first.setdefault(key, row.number)
            if first != row.number:
                row.refuse("title", f"与第{first}行相同，请只保留一行。")
            elif (key[0], self._titles[key[1]].pk, key[2]) in known:
                row.refuse("title", KNOWN)


def _written(row: Row) -> str:
    """A person as the reader of names understands it."""
    name, unit = row.values.get("name", ""), row.values.get("unit", "")
    return f"{name}（{unit}）" if name and unit else name


def _identity(row: Row) -> tuple[str, str, int]:
    values = row.values
    if person := values.get("person_id"):
        bearer = f"p{person}"
    else:
        place = Award(
            unit_id=values.get("unit_id"),
            enterprise_id=values.get("enterprise_id"),
            team=values.get("team", ""),
        )
        bearer = collective_key(place)
    return bearer, values["title"], values["year"]


def _registered(keys: Iterable[tuple[str, str, int]]) -> set[tuple[str, int, int]]:
    """Bearer, title and year of what is there already, for these bearers."""
    bearers = sorted({key[0] for key in keys})
    people = [int(one[1:]) for one in bearers if one.startswith("p")]
    others = [one for one in bearers if not one.startswith("p")]
    standing = Award.objects.ungated("a title is registered once, wherever").exclude(state=AwardState.VOID)
    found: set[tuple[str, int, int]] = set()
    for start in range(0, max(len(people), len(others)), _BATCH):
        by_person = standing.filter(person__in=people[start : start + _BATCH])
        found |= {
            (f"p{pk}", title, year)
            for pk, title, year in by_person.values_list("person_id", "title_id", "year")
        }
        by_key = standing.filter(collective_key__in=others[start : start + _BATCH], person=None)
        found |= set(by_key.values_list("collective_key", "title_id", "year"))
    return found


class AwardImport(ImportSpec):
    """Titles held, one on each row."""

    key = "titles.award"
    label = "荣誉称号"
    model = Award
    permission = "titles.import"
    list_url = "titles:list"
    checker = AwardChecker
    notes = (
        "每行一项称号；称号照称号目录填写。",
        "授予个人的填写姓名，同名时再填单位或身份证号；人员须已登记。",
        "授予集体的填写单位，是班组、车间的再填班组名称。",
        "同一获得者、同一称号、同一年度只登记一次，已登记过的行不会导入。",
    )
    columns = (
        ImportColumn("title", "称号", required=True, also=("荣誉称号", "称号名称"), width=22),
        ImportColumn("name", "姓名", read=read_name, also=("获得人",)),
        ImportColumn(
            "id_number",
            "身份证号",
            read=lambda cell: read_id_number(as_text(cell)),
            also=("身份证号码",),
            width=22,
            is_text=True,
            mask=mask_id_number,
        ),
        ImportColumn(
            "unit", "单位", read=_words(120, "单位"), also=("所在单位", "获得单位", "所属工会"), width=28
        ),
        ImportColumn(
            "team", "班组（集体）", read=_words(80, "班组名称"), also=("班组", "集体名称"), width=20
        ),
        ImportColumn("year", "年度", read=_read_year, required=True, width=10),
        ImportColumn(
            "given_on",
            "授予日期",
            read=lambda cell: parse_date(cell).isoformat(),
            required=True,
            also=("表彰日期", "命名日期"),
        ),
        ImportColumn("basis", "依据", read=_words(60, "依据"), also=("文号", "表彰文号"), width=22),
        ImportColumn("note", "说明", read=_words(300, "说明"), also=("备注",), width=24),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        drafts = _drafts(list(rows), actor)
        report(len(drafts))

        def write() -> list[int]:
            try:
                with transaction.atomic():
                    Award.objects.bulk_create(drafts, batch_size=_BATCH)
            except IntegrityError as error:
                raise Refusal(OVERTAKEN) from error
            mark_counted(draft.person_id for draft in drafts if draft.person_id)
            record_many(actor, "titles.award.create", drafts)
            return [draft.pk for draft in drafts]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        wanted = list(keys)
        awards = Award.objects.visible_to(actor)
        people: set[int] = set()
        for start in range(0, len(wanted), _BATCH):
            bearers = awards.filter(pk__in=wanted[start : start + _BATCH], person__isnull=False)
            people |= set(bearers.values_list("person_id", flat=True))
        gone = take_back(awards, wanted)
        mark_counted(people)
        record(actor, "titles.award.discard", rows=gone)
        return gone


def _drafts(rows: list[dict[str, Any]], actor: Actor) -> list[Award]:
    titles = {title.name: title for title in Title.objects.all()}
    people = _found(Person, {row["person_id"] for row in rows if row.get("person_id")}, actor, "organization")
    units = _found(Organization, {row["unit_id"] for row in rows if row.get("unit_id")}, actor)
    firms = _found(
        Enterprise,
        {row["enterprise_id"] for row in rows if row.get("enterprise_id")},
        actor,
        "organization",
        "union",
    )
    cited = {text: link_document(text, actor) for text in {row.get("basis") or "" for row in rows}}
    drafts = []
    for row in rows:
        facts = AwardFacts(
            title=titles[row["title"]],
            person=people.get(row.get("person_id")),
            unit=units.get(row.get("unit_id")),
            enterprise=firms.get(row.get("enterprise_id")),
            team=row.get("team") or "",
            year=row["year"],
            given_on=date.fromisoformat(row["given_on"]),
            note=row.get("note") or "",
        )
        award = Award()
        fill(award, facts)
        award.basis, award.document = cited[row.get("basis") or ""]
        drafts.append(award)
    return drafts


def _found(model: Any, keys: set[int], actor: Actor, *related: str) -> dict[Any, Any]:
    """Rows by key, in batches a database takes."""
    wanted, found = sorted(keys), dict[Any, Any]()
    rows = (
        model.objects.visible_to(actor).select_related(*related)
        if related
        else model.objects.visible_to(actor)
    )
    for start in range(0, len(wanted), _BATCH):
        found |= rows.in_bulk(wanted[start : start + _BATCH])
    return found


register(AwardImport())
