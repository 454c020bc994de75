"""How rows about studios are understood: unions, leaders, days, what is there already."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.organizations.actions import Spellings
from jiangong.domains.people.models import ID_NUMBER, Person
from jiangong.domains.people.queries import known_indexes, people_meant
from jiangong.domains.people.rules import reaches_path, read_words
from jiangong.domains.studios import rules
from jiangong.domains.studios.choices import StudioKind, StudioLevel, StudioState
from jiangong.domains.studios.models import Studio
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.specs import (
    Checker,
    Row,
    as_text,
)

_BATCH = 500
KINDS = {str(label): value for value, label in StudioKind.choices}
LEVELS = {str(label): value for value, label in StudioLevel.choices} | {
    str(label).removesuffix("级"): value for value, label in StudioLevel.choices
}
DAYS = (("founded_on", "创建日期"), ("registered_on", "登记日期"), ("named_on", "命名日期"))


def words(most: int, label: str) -> Callable[[Any], str]:
    """A reader of text up to ``most`` characters."""
    return lambda cell: read_words(as_text(cell), most, label)


def chosen(words: dict[str, str], label: str) -> Callable[[Any], str]:
    """A reader of one of fixed words."""

    def read(cell: Any) -> str:
        text = as_text(cell)
        if text not in words:
            raise ValueError(f"没有“{text[:20]}”这个{label}，请从菜单中选择。")
        return words[text]

    return read


class StudioChecker(Checker):
    """Unions and leaders once per spelling, known names once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._spellings = Spellings("导入创新工作室", actor)
        self._first: dict[tuple[int, str], int] = {}

    def check(self, rows: list[Row]) -> None:
        self._spellings.learn(row.values.get("organization") for row in rows)
        indexes = ID_NUMBER.index_many(row.values.get("id_number", "") for row in rows)
        numbers = known_indexes(ID_NUMBER, [index for index in indexes if index])
        leaders = people_meant({_leader(row) for row in rows} - {""}, self.actor)
        for row, index in zip(rows, indexes, strict=True):
            self._lead(row, numbers.get(index) if index else None, leaders)
            self._check_days(row)
            self._spellings.place(row)
        self._refuse_known(rows)

    def _lead(self, row: Row, holder: tuple[int, str] | None, leaders: dict[str, Person | str]) -> None:
        if row.values.get("id_number"):
            if holder is None or not reaches_path(self.actor, holder[1]):
                row.refuse("id_number", "您管理范围内没有登记这个身份证号的人。请先登记人员。")
            else:
                row.values["leader_id"] = holder[0]
            return
        written = _leader(row)
        if not written:
            if row.values.get("registered_on") or row.values.get("named_on"):
                row.remind("leader", "没有领衔人，导入后请指定。")
            return
        found = leaders[written]
        if isinstance(found, str):
            row.refuse("leader", found)
        else:
            row.values["leader_id"] = found.pk

    def _check_days(self, row: Row) -> None:
        known: list[tuple[str, str, date]] = []
        for name, label in DAYS:
            if not (text := row.values.get(name)):
                continue
            day = date.fromisoformat(text)
            if reason := rules.day_refusal(day, label):
                row.refuse(name, reason)
            if known and day < known[-1][2]:
                row.refuse(name, f"{label}不能早于{known[-1][1]}，请核对。")
            known.append((name, label, day))
        self._check_course(row)

    def _check_course(self, row: Row) -> None:
        """History may be brought in; what happens this year goes through the checklist."""
        registered, named = row.values.get("registered_on"), row.values.get("named_on")
        level = row.values.get("level", StudioLevel.UNIT)
        if named and not self.actor.can("studios.name"):
            row.refuse("named_on", "您当前的任职不能命名工作室，请把命名日期留空，报上一级工会补录。")
        elif named and (reason := rules.level_refusal(level, self.actor)):
            row.refuse("level", reason)
        if registered and not self.actor.can("studios.register"):
            row.refuse("registered_on", "您当前的任职不能确认登记，请把登记日期留空，由上一级工会确认。")
        elif registered and not named and int(registered[:4]) >= timezone.localdate().year:
            row.refuse("registered_on", "今年登记的请把登记日期留空，导入后补齐登记要素再确认登记。")

    def _refuse_known(self, rows: list[Row]) -> None:
        keys = {
            row.number: (row.values["organization"], row.values["name"])
            for row in rows
            if row.values.get("organization") and row.values.get("name")
        }
        known = _registered({name for _, name in keys.values()})
        for row in rows:
            key = keys.get(row.number)
            if key is None:
                continue
            first = self._first.setdefault(key, row.number)
            if first != row.number:
                row.refuse("name", f"与第{first}行相同，请只保留一行。")
            elif key in known:
                row.refuse("name", "这个工会已登记过同名的工作室，这一行不必再导入。")


def _leader(row: Row) -> str:
    """The leader as the reader of names understands it; a namesake is told apart by the studio's own union."""
    name, unit = row.values.get("leader", ""), row.values.get("leader_unit", "")
    return f"{name}（{unit}）" if name and unit else name


def _registered(names: set[str]) -> set[tuple[int, str]]:
    standing = Studio.objects.ungated("one name, one studio in a union").exclude(state=StudioState.VOID)
    wanted, found = sorted(names), set[tuple[int, str]]()
    for start in range(0, len(wanted), _BATCH):
        batch = standing.filter(name__in=wanted[start : start + _BATCH])
        found |= set(batch.values_list("organization_id", "name"))
    return found
