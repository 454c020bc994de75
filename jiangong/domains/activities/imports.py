"""Bringing in activities from a workbook."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.activities import rules
from jiangong.domains.activities.choices import LIVE_STATES, ActivityKind, ActivityState, Mode
from jiangong.domains.activities.models import Activity, ActivitySpeaker
from jiangong.domains.activities.models.activities import MOST_PEOPLE
from jiangong.domains.activities.queries.activities import people_written
from jiangong.domains.organizations.actions import Spellings
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries.dictionaries import chain_names
from jiangong.domains.people.models import Person
from jiangong.domains.places.choices import STANDING_STATES
from jiangong.domains.places.models import Place
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.importing.cells import day, one_of, whole, words
from jiangong.kit.importing.specs import Checker, ImportColumn, ImportSpec, Remedy, Row, register
from jiangong.kit.importing.undoing import take_back
from jiangong.lib.names import normalize

BATCH = 500
KINDS = {kind.label: kind.value for kind in ActivityKind}
MODES = {mode.label: mode.value for mode in Mode}
PLAIN = ("title", "kind", "mode", "venue", "co_hosts", "chain", "theme", "summary", "results", "people_count")
NAMES_TO_SETTLE = Remedy("待认名称", "organizations:name_question_list", "organizations.resolve_names")
Twin = tuple[int, str, str]


class ActivityChecker(Checker):
    """Units resolved once per spelling; speakers, places and twins looked up once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._spellings = Spellings("导入活动", actor)
        self._chains = chain_names()
        self._seen: dict[Twin, int] = {}
        self._today = timezone.localdate()

    def check(self, rows: list[Row]) -> None:
        self._spellings.learn(row.values.get("organization") for row in rows)
        units = self._spellings.units()
        lines = [line for row in rows for line in rules.lines_of(row.values.get("speakers", ""))]
        people = people_written(*rules.names_in(lines), self.actor) if lines else {}
        known, places = self._known(rows), self._places(rows)
        for row in rows:
            unit = self._spellings.place_standing(row, units)
            self._check_days(row)
            self._check_speakers(row, people)
            chain = row.values.get("chain")
            if chain and chain not in self._chains:
                row.refuse(
                    "chain", f"字典里没有“{chain}”这条产业链，请从“{'、'.join(self._chains)}”中填写，或留空。"
                )
            if unit is not None:
                row.values["place"] = places.get((unit.pk, row.values.get("venue", "")))
                self._check_twin(row, unit, known)

    def _check_days(self, row: Row) -> None:
        first, last = (_day(row.values.get(name)) for name in ("starts_on", "ends_on"))
        if first is None:
            return
        field, fault = rules.dates_fault(first, last, self._today)
        count = row.values.get("people_count")
        if fault:
            row.refuse(field, fault)
        elif fault := rules.count_fault(last or first, count, self._today, is_new=True):
            row.refuse("people_count", fault)
        for doubt in rules.doubts(first, last, count, row.values.get("mode", Mode.OFFLINE)):
            row.remind("people_count" if "线下" in doubt else "ends_on", doubt)

    def _check_speakers(self, row: Row, people: dict[str, Person | str]) -> None:
        text = row.values.pop("speakers", "")
        row.values["spoken"] = []
        try:
            told = rules.read_speakers(text, people)
        except ValueError as fault:
            row.refuse("speakers", str(fault))
            return
        row.values["spoken"] = [
            [one.person.pk if one.person else None, "" if one.person else one.name, one.note] for one in told
        ]

    def _places(self, rows: list[Row]) -> dict[tuple[int, str], int]:
        """Own places by unit and name: their venue counts for them."""
        venues = {row.values["venue"] for row in rows if row.values.get("venue")}
        own = Place.objects.visible_to(self.actor).filter(name__in=venues, state__in=STANDING_STATES)
        return {(unit, name): pk for pk, unit, name in own.values_list("pk", "organization_id", "name")}

    def _known(self, rows: list[Row]) -> set[Twin]:
        days = {row.values["starts_on"] for row in rows if row.values.get("starts_on")}
        near = Activity.objects.visible_to(self.actor).filter(starts_on__in=days, state__in=LIVE_STATES)
        told = near.values_list("organization_id", "starts_on", "title")
        return {(unit, day.isoformat(), normalize(title)) for unit, day, title in told}

    def _check_twin(self, row: Row, unit: Organization, known: set[Twin]) -> None:
        this = (unit.pk, row.values.get("starts_on", ""), normalize(row.values.get("title", "")))
        first = self._seen.setdefault(this, row.number)
        if first != row.number:
            row.refuse("title", f"与第{first}行是同一项活动，请删去一行。")
        elif this in known:
            row.refuse("title", "这个单位同日同名的活动已登记过，这一行不必再导入。")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class ActivityImport(ImportSpec):
    """Activities with the columns of their entry; those with people have been held."""

    key = "activities.activity"
    label = "活动"
    model = Activity
    permission = "activities.edit"
    list_url = "activities:list"
    checker = ActivityChecker
    remedies = (NAMES_TO_SETTLE,)
    notes = (
        "每行一项活动；同一单位同日同名的只导入一次。",
        "填了参加人数的按已举办登记，没填的按计划登记。",
        "主讲人几位的用分号隔开；外请的写成“王敏，市委党校副教授”，不写电话。",
    )
    columns = (
        ImportColumn("title", "名称", read=words(120), required=True, also=("活动名称",), width=32),
        ImportColumn("kind", "类别", read=one_of(KINDS), required=True, choices=tuple(KINDS)),
        ImportColumn(
            "organization",
            "举办单位",
            read=words(120),
            required=True,
            also=("单位", "主办单位"),
            width=26,
        ),
        ImportColumn("starts_on", "日期", read=day, required=True, also=("开始日期", "活动日期")),
        ImportColumn("ends_on", "结束日期", read=day),
        ImportColumn(
            "people_count", "参加人数", read=whole(MOST_PEOPLE, 1), also=("人数", "参加人次"), width=12
        ),
        ImportColumn("venue", "地点", read=words(120), width=24),
        ImportColumn("mode", "方式", read=one_of(MODES), choices=tuple(MODES), width=10),
        ImportColumn("speakers", "主讲人", read=words(300), width=24, mask=lambda text: f"{text[:1]}…"),
        ImportColumn("co_hosts", "联合举办", read=words(200)),
        ImportColumn("chain", "产业链", read=words(60)),
        ImportColumn("theme", "主题", read=words(120)),
        ImportColumn("summary", "内容", read=words(1000), width=30),
        ImportColumn("results", "成效", read=words(1000), width=30),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        made = [(_activity(row), row["spoken"]) for row in rows]
        report(len(made))

        def write() -> list[int]:
            activities = [activity for activity, _ in made]
            Activity.objects.bulk_create(activities, batch_size=BATCH)
            speakers = [
                ActivitySpeaker(activity=activity, position=n, person_id=person, name=name, note=note)
                for activity, spoken in made
                for n, (person, name, note) in enumerate(spoken, 1)
            ]
            ActivitySpeaker.objects.bulk_create(speakers, batch_size=BATCH)
            record_many(actor, "activities.activity.create", activities)
            return [activity.pk for activity in activities]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        gone = take_back(Activity.objects.visible_to(actor), keys, own=("ActivitySpeaker.activity",))
        record(actor, "activities.activity.discard", activities=gone)
        return gone


def _activity(row: dict[str, Any]) -> Activity:
    facts = {name: row[name] for name in PLAIN if row.get(name) not in (None, "")}
    first, last = date.fromisoformat(row["starts_on"]), _day(row.get("ends_on"))
    return Activity(
        organization_id=row["organization"],
        place_id=row.get("place"),
        starts_on=first,
        ends_on=last,
        last_on=last or first,
        state=ActivityState.HELD if facts.get("people_count") else ActivityState.PLANNED,
        **facts,
    )


register(ActivityImport())
