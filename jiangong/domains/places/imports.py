"""Bringing in places from a workbook."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.organizations.actions import Spellings
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import ground_of, grounds, grounds_for
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import people_meant
from jiangong.domains.places import rules
from jiangong.domains.places.choices import SHORT_KINDS, PlaceKind, PlaceLevel
from jiangong.domains.places.models import Place
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.importing.cells import flag, one_of, words
from jiangong.kit.importing.specs import Checker, ImportColumn, ImportSpec, Remedy, Row, as_text, register
from jiangong.kit.importing.undoing import take_back
from jiangong.lib.dates import parse_date
from jiangong.lib.names import normalize

BATCH = 500
KINDS = {label: kind.value for kind in PlaceKind for label in (kind.label, SHORT_KINDS.get(kind, kind.label))}
LEVELS = {level.label: level.value for level in PlaceLevel}
FACTS = ("name", "kind", "level", "address", "hours", "phone", "basis", "longitude", "latitude", "opened_on")
NAMES_TO_SETTLE = Remedy("待认名称", "organizations:name_question_list", "organizations.resolve_names")


def read_degrees(label: str) -> Callable[[Any], str]:
    return lambda cell: str(rules.read_coordinate(as_text(cell), label))


def read_opened(cell: Any) -> str:
    day = parse_date(cell)
    if fault := rules.opening_fault(day, timezone.localdate()):
        raise ValueError(fault)
    return day.isoformat()


class PlaceChecker(Checker):
    """Units resolved once per spelling, keepers and twins looked up once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._spellings = Spellings("导入阵地", actor)
        self._grounds = {one.pk: one for one in grounds()}
        self._by_name = {str(one): one.pk for one in grounds_for(actor)}
        self._seen: dict[tuple[int, str], int] = {}

    def check(self, rows: list[Row]) -> None:
        self._spellings.learn(row.values.get("organization") for row in rows)
        units = self._spellings.units()
        names = {row.values["keeper"] for row in rows if row.values.get("keeper")}
        people = people_meant(names, self.actor) if names else {}
        known = self._known(set(units))
        for row in rows:
            self._spellings.place_standing(row, units)
            self._find_ground(row, units)
            self._find_keeper(row, people)
            self._check_facts(row)
            self._check_twin(row, known)

    def _find_ground(self, row: Row, units: dict[int, Organization]) -> None:
        text, unit = row.values.pop("territory", ""), units.get(row.values.get("organization") or 0)
        if text and text not in self._by_name:
            row.refuse(
                "territory", f"没有“{text[:20]}”这个区县，请从“{'、'.join(self._by_name)}”中填写，或留空。"
            )
        row.values["ground"] = self._by_name.get(text) or (ground_of(unit, self._grounds) if unit else None)

    def _find_keeper(self, row: Row, people: dict[str, Person | str]) -> None:
        """Whom the name means; ``people`` holds the person, or the sentence why it is nobody."""
        name = row.values.get("keeper")
        found = people.get(name.strip()) if name else None
        row.values["keeper"] = found.pk if isinstance(found, Person) else None
        if isinstance(found, str):
            row.refuse("keeper", f"{found}也可以先留空，导入后再填。")

    def _check_facts(self, row: Row) -> None:
        kind = row.values.get("kind", "")
        if fault := rules.basis_fault(kind, row.values.get("basis", "")):
            row.refuse("basis", fault)
        if bool(row.values.get("longitude")) != bool(row.values.get("latitude")):
            row.refuse("latitude", "经度和纬度要么都填，要么都不填。")
        text = row.values.pop("facilities", "")
        row.values["present"] = []
        if text and kind:
            try:
                row.values["present"] = rules.read_facilities(text, kind)
            except ValueError as fault:
                row.refuse("facilities", str(fault))

    def _known(self, units: set[int]) -> set[tuple[int, str]]:
        near = Place.objects.visible_to(self.actor).filter(organization__in=units).exclude(state="void")
        return {(unit, normalize(name)) for unit, name in near.values_list("organization_id", "name")}

    def _check_twin(self, row: Row, known: set[tuple[int, str]]) -> None:
        unit, name = row.values.get("organization"), row.values.get("name")
        if not unit or not name:
            return
        this = (unit, normalize(name))
        first = self._seen.setdefault(this, row.number)
        if first != row.number:
            row.refuse("name", f"与第{first}行是同一个阵地，请删去一行。")
        elif this in known:
            row.refuse("name", "这个单位已登记过同名的阵地，这一行不必再导入。")


class PlaceImport(ImportSpec):
    """Places with the columns of their entry."""

    key = "places.place"
    label = "阵地"
    model = Place
    permission = "places.edit"
    list_url = "places:list"
    checker = PlaceChecker
    remedies = (NAMES_TO_SETTLE,)
    notes = (
        "每行一个阵地；同一单位同名的只导入一次。",
        "电话只填场所的公开电话，不填个人手机号。",
        "经纬度用国家2000坐标（天地图），可以都不填。",
        "现有设施按这一类的清单填写，用顿号隔开；不填的导入后再核对。",
    )
    columns = (
        ImportColumn("name", "名称", read=words(80), required=True, also=("阵地名称",), width=30),
        ImportColumn("kind", "类别", read=one_of(KINDS), required=True, choices=tuple(PlaceKind.labels)),
        ImportColumn(
            "organization",
            "管理单位",
            read=words(120),
            required=True,
            also=("单位", "所属工会"),
            width=26,
        ),
        ImportColumn("address", "地址", read=words(160), required=True, width=34),
        ImportColumn("opened_on", "建成开放日期", read=read_opened, required=True, also=("建成日期",)),
        ImportColumn("level", "级别", read=one_of(LEVELS), choices=tuple(LEVELS), width=10),
        ImportColumn("hours", "开放时间", read=words(80), width=20),
        ImportColumn("phone", "公开电话", read=lambda cell: rules.read_phone(as_text(cell)), is_text=True),
        ImportColumn("is_public", "对社会开放", read=flag, choices=("是", "否"), width=10),
        ImportColumn("territory", "所在区县", read=words(40)),
        ImportColumn("keeper", "负责人", read=words(40), mask=lambda name: name[:1] + "*" * len(name[1:])),
        ImportColumn("basis", "建设（命名）依据", read=words(120)),
        ImportColumn("longitude", "经度", read=read_degrees("经度")),
        ImportColumn("latitude", "纬度", read=read_degrees("纬度")),
        ImportColumn("facilities", "现有设施", read=words(200), width=30),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        made = [_place(row) for row in rows]
        report(len(made))

        def write() -> list[int]:
            Place.objects.bulk_create(made, batch_size=BATCH)
            record_many(actor, "places.place.create", made)
            return [place.pk for place in made]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        gone = take_back(Place.objects.visible_to(actor), keys)
        record(actor, "places.place.discard", places=gone)
        return gone


def _place(row: dict[str, Any]) -> Place:
    facts = {name: row[name] for name in FACTS if row.get(name) not in (None, "")}
    facts["opened_on"] = date.fromisoformat(facts["opened_on"])
    place = Place(
        organization_id=row["organization"],
        territory_id=row["ground"],
        keeper_id=row["keeper"],
        is_public=row.get("is_public") or False,
        facilities=row["present"],
        **facts,
    )
    place.missing_count = len(place.missing)
    return place


register(PlaceImport())
