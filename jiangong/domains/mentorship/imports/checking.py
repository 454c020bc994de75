"""Rows of a workbook against the register of people, the ledger and each other, chunk by chunk."""

from collections import defaultdict
from datetime import date
from typing import Any, cast

from django.conf import settings
from django.utils import timezone

from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.choices import STANDING_STATES, AgreementState, Party
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.terms import busiest
from jiangong.domains.organizations.actions import Spellings
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import people_meant
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.specs import Checker, Row
from jiangong.lib.dates import format_iso

PARTY_FIELDS = ("master", "apprentice")
NEEDED = ("organization", "master_id", "apprentice_id", "to_grade", "starts_on", "ends_on", "signed_on")


class AgreementChecker(Checker):
    """Units resolved once per spelling; people, their agreements and their grades in bulk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._spellings = Spellings("导入师带徒协议", actor)
        self._learning: dict[int, list[tuple[tuple[date, date], str]]] = defaultdict(
            list
        )  # apprentice → time, by which agreement
        self._teaching: dict[int, list[tuple[date, date]]] = defaultdict(list)
        self._looked_up: dict[Party, set[int]] = {party: set() for party in Party}
        self._paper: dict[tuple[int, str], int] = {}

    def check(self, rows: list[Row]) -> None:
        self._spellings.learn(row.values.get("organization") for row in rows)
        for row in rows:
            self._spellings.place(row)
        self._name(rows)
        grades = self._grades(rows)
        self._look_up(rows)
        for row in rows:
            self._grade(row, grades)
            self._date(row)
            if not row.failed and all(row.values.get(name) for name in NEEDED):
                self._fit(row)

    def _name(self, rows: list[Row]) -> None:
        """Who the names mean, all at once."""
        texts = {
            (row.number, name): _written(row, name)
            for row in rows
            for name in PARTY_FIELDS
            if row.values.get(name)
        }
        meant = people_meant(texts.values(), self.actor)
        for row in rows:
            for name in PARTY_FIELDS:
                if (text := texts.get((row.number, name))) is None:
                    continue
                found = meant[text]
                row.values[f"{name}_id"] = None if isinstance(found, str) else found.pk
                if isinstance(found, str):
                    row.refuse(name, found)
            if row.values.get("master_id") and row.values["master_id"] == row.values.get("apprentice_id"):
                row.refuse("apprentice", "师傅和徒弟不能是同一个人，请核对。")

    def _grades(self, rows: list[Row]) -> dict[int, str]:
        keys = {row.values.get(f"{name}_id") for row in rows for name in PARTY_FIELDS} - {None}
        people = Person.objects.ungated("their grades, once they are found")
        return dict(people.filter(pk__in=keys).values_list("pk", "skill_grade"))

    def _grade(self, row: Row, known: dict[int, str]) -> None:
        """As written in the row, else as in the register."""
        for name, column in (("master", "master_grade"), ("apprentice", "from_grade")):
            if not row.values.get(column) and (key := row.values.get(f"{name}_id")):
                row.values[column] = known.get(key) or "none"
        grades = [row.values.get(name) for name in ("master_grade", "from_grade", "to_grade")]
        if all(grades):
            field, reason = rules.grades_refusal(*map(str, grades))
            if reason:
                row.refuse(field, reason)

    def _date(self, row: Row) -> None:
        """Term, signature and end go together; the state follows from them."""
        if not all(row.values.get(name) for name in ("starts_on", "ends_on", "signed_on")):
            return
        start, end, signed = (
            date.fromisoformat(row.values[one]) for one in ("starts_on", "ends_on", "signed_on")
        )
        field, reason = rules.term_refusal(start, end)
        if reason:
            row.refuse(field, reason)
        elif reason := rules.signature_day_refusal(signed, end):
            row.refuse("signed_on", reason)
        else:
            self._close(row, start, end, signed)

    def _close(self, row: Row, start: date, end: date, signed: date) -> None:
        state = row.values.get("state") or AgreementState.VALID.value
        closed = row.values.get("closed_on")
        if state == AgreementState.VALID:
            if end < timezone.localdate():
                state = AgreementState.EXPIRED.value
                row.remind("ends_on", "期限已过，导入后为“期满”，请随后登记考核结果。")
            row.values |= {"state": state, "lapses_on": (end + rules.DAY).isoformat()}
            return
        if not closed:
            row.refuse("closed_on", "已办结的协议请填写办结日期。")
            return
        day = date.fromisoformat(closed)
        if not signed <= day <= timezone.localdate():
            row.refuse("closed_on", "办结日期应在签订日期和今天之间，请核对。")
        elif state == AgreementState.TERMINATED and not row.values.get("closing_reason"):
            row.refuse("closing_reason", "终止的协议请写明原因。")
        elif state == AgreementState.PASSED and not row.values.get("grade_reached"):
            row.refuse("grade_reached", "出师的请填写达到的等级。")
        row.values |= {"state": state, "lapses_on": (min(day, end) + rules.DAY).isoformat()}

    def _look_up(self, rows: list[Row]) -> None:
        """What the ledger holds of these people already."""
        for party in Party:
            wanted = {row.values.get(f"{party}_id") for row in rows} - {None, *self._looked_up[party]}
            self._looked_up[party] |= cast("set[int]", wanted)
            known = Agreement.objects.ungated("nobody is taught by two at once in the whole federation")
            standing = known.filter(state__in=STANDING_STATES, **{f"{party}__in": wanted})
            for key, start, until, number, master in standing.values_list(
                f"{party}_id", "starts_on", "lapses_on", "number", "master__name"
            ):
                if party == Party.MASTER:
                    self._teaching[key].append((start, until))
                else:
                    self._learning[key].append(((start, until), f"{number}（师傅{master}）"))

    def _fit(self, row: Row) -> None:
        """One master at a time, not too many apprentices: against the ledger and the rows before."""
        values = row.values
        start, until = date.fromisoformat(values["starts_on"]), date.fromisoformat(values["lapses_on"])
        taken = [
            told
            for span, told in self._learning[values["apprentice_id"]]
            if span[0] < until and span[1] > start
        ]
        if taken:
            row.refuse(
                "apprentice", f"徒弟同期已有协议：{taken[0]}。期限不能重叠，请核对，或先终止那份协议。"
            )
            return
        others = [span for span in self._teaching[values["master_id"]] if span[0] < until and span[1] > start]
        if (most := settings.MOST_APPRENTICES) and (now := busiest(others)) >= most:
            row.refuse("master", f"师傅同期已带{now}名徒弟，上限为{most}名。请核对。")
            return
        self._learning[values["apprentice_id"]].append(
            ((start, until), f"本表第{row.number}行（{format_iso(start)}起）")
        )
        self._teaching[values["master_id"]].append((start, until))
        self._remember_number(row)

    def _remember_number(self, row: Row) -> None:
        if not (number := row.values.get("paper_number")):
            return
        first = self._paper.setdefault((row.values["organization"], number), row.number)
        if first != row.number:
            row.remind("paper_number", f"与第{first}行的编号相同，请核对。")


def wanted_people(rows: list[dict[str, Any]]) -> set[int]:
    return {row[f"{name}_id"] for row in rows for name in PARTY_FIELDS}


def _written(row: Row, name: str) -> str:
    """The person as one would write them: with the number, else with the unit, else by name."""
    person, number, unit = (row.values.get(f"{name}{part}") or "" for part in ("", "_number", "_unit"))
    if number:
        return f"{person}，{number}"
    return f"{person}（{unit}）" if unit else person
