"""What rows of both rosters have in common: whose they are, which project, no day to come, no twin."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of, organizations_meant
from jiangong.domains.rural.choices import EntryState
from jiangong.domains.rural.models import Project
from jiangong.domains.rural.queries.ledgers import projects_meant
from jiangong.domains.rural.rules import FIRST_YEAR
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.specs import Checker, Row

BATCH = 500
Place = tuple[Any, ...]  # identity with the project, or with the union and the year


class RosterChecker(Checker):
    """Unions and projects resolved once per spelling; twins looked up once per chunk."""

    model: Any
    identity: str  # the column that says who it is
    shown: str  # the column a twin is told at

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._unions: dict[str, Organization | str] = {}
        self._projects: dict[str, Project | str] = {}
        self._first_row: dict[Place, int] = {}

    def check(self, rows: list[Row]) -> None:
        self._unions |= organizations_meant(_fresh(rows, "union", self._unions), self.actor)
        self._projects |= projects_meant(_fresh(rows, "project", self._projects), self.actor)
        for row in rows:
            self._place(row)
            self._check_day(row)
        self.identify(rows)
        sure = [row for row in rows if not row.failed and row.values.get(self.identity) is not None]
        taken = self._taken(sure)
        for row in sure:
            self._refuse_twin(row, taken)

    def identify(self, rows: list[Row]) -> None:
        """Put who a row is about under ``identity``."""
        raise NotImplementedError(type(self).__name__)

    def _place(self, row: Row) -> None:
        text = row.values.get("union")
        union = self._unions[text] if text else home_of(self.actor)
        if isinstance(union, Organization):
            row.values["union"] = union.pk
        else:
            row.refuse("union", union or "请填写登记工会。")
        if text := row.values.get("project"):
            project = self._projects[text]
            if isinstance(project, Project):
                row.values["project"] = project.pk
            else:
                row.refuse("project", project)

    def _check_day(self, row: Row) -> None:
        if (text := row.values.get("joined_on")) is None:
            return
        day = date.fromisoformat(text)
        if day > timezone.localdate():
            row.refuse("joined_on", "参加日期不能晚于今天。")
        elif day.year < FIRST_YEAR:
            row.refuse("joined_on", "参加日期的年份不对，请核对。")

    def _key(self, row: Row) -> Place:
        values = row.values
        if values.get("project"):
            return (values[self.identity], values["project"])
        return (values[self.identity], values["union"], date.fromisoformat(values["joined_on"]).year)

    def _taken(self, rows: list[Row]) -> dict[Place, str]:
        """What stands already, with the union that entered it."""
        wanted = sorted({row.values[self.identity] for row in rows})
        taken: dict[Place, str] = {}
        for start in range(0, len(wanted), BATCH):
            same = Q(**{f"{self.identity}__in": wanted[start : start + BATCH]}, state=EntryState.STANDING)
            found: QuerySet = self.model.objects.ungated("nothing is counted twice, whoever entered it")
            columns = (self.identity, "project_id", "organization_id", "year", "organization__name")
            for who, project, union, year, name in found.filter(same).values_list(*columns):
                taken[(who, project) if project else (who, union, year)] = name
        return taken

    def _refuse_twin(self, row: Row, taken: dict[Place, str]) -> None:
        key = self._key(row)
        if key in taken:
            row.refuse(self.shown, f"{taken[key]}已登记过，这一行不必再导入。")
        first = self._first_row.setdefault(key, row.number)
        if first != row.number:
            row.refuse(self.shown, f"与第{first}行相同，请只保留一行。")


def _fresh(rows: list[Row], name: str, known: Any) -> set[str]:
    return {row.values[name] for row in rows if row.values.get(name)} - set(known)


def batches(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
