"""Checks of rows on their way in: who is meant, who is in already, what cannot be."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from jiangong.domains.competitions.choices import LIVE_STATES, SHORT_NAMES
from jiangong.domains.competitions.models import LONGEST_BASELINE, Competition, Enrolment
from jiangong.domains.competitions.queries.enrolments import open_competitions, whole_number
from jiangong.domains.competitions.rules import enrolling_refusal
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Party, home_of, organizations_meant, parties_meant
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.specs import Checker, Row

NONE_OPEN = "今年没有“{kind}”竞赛。请先由市总工会组织竞赛，再导入。"
BATCH = 500


class EnrolmentChecker(Checker):
    """Parties and unions resolved once per spelling, twins looked up once per chunk."""

    kind: str

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self.competition = competition_now(self.kind, actor)
        self._shut = shut(self.kind, self.competition, actor)
        self._parties: dict[str, Party | str] = {}
        self._unions: dict[str, Organization | str] = {}
        self._first_row: dict[tuple[str, str], int] = {}

    def check(self, rows: list[Row]) -> None:
        self._parties |= parties_meant(_fresh(rows, "party", self._parties), self.actor)
        self._unions |= organizations_meant(_fresh(rows, "union", self._unions), self.actor)
        taken = self._taken(rows)
        for row in rows:
            if self.competition is None or self._shut:
                row.refuse("party", self._shut)
                continue
            self._place(row)
            party = self._party(row)
            if party is not None:
                self._refuse_twin(row, party, taken)
            self._check_days(row, self.competition)

    def _place(self, row: Row) -> None:
        text = row.values.get("union")
        home = home_of(self.actor)
        union = self._unions[text] if text else home
        if isinstance(union, Organization):
            row.values["union"] = union.pk
        else:
            row.refuse("union", union or "请填写责任工会。")

    def _party(self, row: Row) -> Party | None:
        text = row.values.get("party")
        party = self._parties.get(text or "")
        if text is None or party is None:
            return None
        if isinstance(party, str):
            row.refuse("party", party)
            return None
        listed = party.enterprise.workers_count if party.enterprise else None
        if listed and row.values.get("workers", 0) > listed:
            row.remind("workers", f"多于企业名录里的{listed:,}人，请核对。")
        row.values["enterprise"] = party.enterprise.pk if party.enterprise else None
        row.values["unit"] = party.unit.pk if party.unit else None
        row.values["party"] = party.name
        return party

    def _refuse_twin(self, row: Row, party: Party, taken: dict[tuple[str, str], str]) -> None:
        this = (party.identity, whole_number(row.values.get("project", "")))
        if this in taken:
            row.refuse("party", f"已由{taken[this]}登记，这一行不必再导入。")
        first = self._first_row.setdefault(this, row.number)
        if first != row.number:
            row.refuse("party", f"与第{first}行是同一个参赛单位（项目），请只保留一行。")

    def _check_days(self, row: Row, competition: Competition) -> None:
        starts, ends = row.values.get("starts_on"), row.values.get("ends_on")
        if starts and ends and ends < starts:
            row.refuse("ends_on", "结束日期不能早于开始日期，请核对。")
        year = row.values.get("baseline_year")
        first = competition.year - LONGEST_BASELINE
        if year and not first <= year <= competition.year:
            row.refuse("baseline_year", f"基准年度应在{first}至{competition.year}之间，请核对。")
        if row.values.get("baseline") is not None and Decimal(row.values["baseline"]) == 0:
            row.refuse("baseline", "基准值应大于0，否则无法比较。")

    def _taken(self, rows: list[Row]) -> dict[tuple[str, str], str]:
        """Who is in already, by body and project, with the union that entered it."""
        found = (self._parties.get(row.values.get("party", "")) for row in rows)
        parties = [one for one in found if isinstance(one, Party)]
        enterprises = {one.enterprise.pk for one in parties if one.enterprise}
        members = {one.unit.pk for one in parties if one.unit}
        everywhere = Enrolment.objects.ungated("nobody takes part twice, whoever enrols them")
        live = everywhere.filter(competition=self.competition, state__in=LIVE_STATES)
        taken: dict[tuple[str, str], str] = {}
        for field, mark, keys in (("enterprise", "e", enterprises), ("unit", "o", members)):
            for batch in batches(sorted(keys)):
                near = live.filter(**{f"{field}__in": batch})
                for pk, project, union in near.values_list(field, "project_key", "organization__name"):
                    taken[f"{mark}{pk}", project] = union
        return taken


def competition_now(kind: str, actor: Actor) -> Competition | None:
    """This year's competition of a kind, the highest organizer's first."""
    found = open_competitions(actor, timezone.localdate().year).filter(kind=kind)
    return found.order_by("organization__path").first()


def shut(kind: str, competition: Competition | None, actor: Actor) -> str:
    """Why nothing comes in now, as the page says it too."""
    if competition is None:
        return NONE_OPEN.format(kind=SHORT_NAMES[kind])
    return enrolling_refusal(competition, actor)


def _fresh(rows: list[Row], name: str, known: Any) -> set[str]:
    return {row.values[name] for row in rows if row.values.get(name)} - set(known)


def batches(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
