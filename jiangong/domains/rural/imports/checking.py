"""What rows of all rural ledgers have in common: whose they are, which project, no twin."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of, organizations_meant
from jiangong.domains.rural.choices import EntryState
from jiangong.domains.rural.models import Project
from jiangong.domains.rural.queries.ledgers import projects_meant
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.plain import PlainChecker, fresh, read_among
from jiangong.kit.importing.specs import Row

STANDING = Q(state=EntryState.STANDING)
WHY = "nothing is counted twice, whoever entered it"


class LedgerChecker(PlainChecker):
    """Unions and projects resolved once per spelling; twins looked up once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._projects: dict[str, Project | str] = {}

    def home(self) -> Organization | None:
        return home_of(self.actor)

    def unions_meant(self, texts: Iterable[str]) -> dict[str, Organization | str]:
        return organizations_meant(texts, self.actor)

    def complete(self, rows: list[Row]) -> None:
        self._projects |= projects_meant(fresh(rows, "project", self._projects), self.actor)
        for row in rows:
            if text := row.values.get("project"):
                project = self._projects[text]
                if isinstance(project, Project):
                    row.values["project"] = project.pk
                else:
                    row.refuse("project", project)


class NamedChecker(LedgerChecker):
    """Of one name there is one in a union."""

    model: Any
    told_at = "name"
    standing = STANDING

    def keys(self, row: Row) -> tuple[Hashable, ...]:
        return ((row.values["union"], row.values["name"]),)

    def taken(self, rows: list[Row]) -> dict[Hashable, str]:
        near: QuerySet = self.model.objects.ungated(WHY).filter(
            self.standing, organization__in={row.values["union"] for row in rows}
        )
        columns = ("organization_id", "name", "organization__name")
        found = read_among(near, "name", (row.values["name"] for row in rows), columns)
        return {(union, name): owner for union, name, owner in found}


class RosterChecker(LedgerChecker):
    """Who takes part, once per project, or once per union and year."""

    model: Any
    identity: str  # the column that says who it is
    told_at = "name"
    past = {"joined_on": "参加日期"}

    def complete(self, rows: list[Row]) -> None:
        super().complete(rows)
        self.identify(rows)

    def identify(self, rows: list[Row]) -> None:
        """Put who a row is about under ``identity``."""
        raise NotImplementedError(type(self).__name__)

    def keys(self, row: Row) -> tuple[Hashable, ...]:
        values = row.values
        who = values[self.identity]
        if values.get("project"):
            return ((who, values["project"]),)
        return ((who, values["union"], date.fromisoformat(values["joined_on"]).year),)

    def taken(self, rows: list[Row]) -> dict[Hashable, str]:
        standing = self.model.objects.ungated(WHY).filter(STANDING)
        columns = (self.identity, "project_id", "organization_id", "year", "organization__name")
        found = read_among(standing, self.identity, (row.values[self.identity] for row in rows), columns)
        return {
            (who, project) if project else (who, union, year): name
            for who, project, union, year, name in found
        }
