"""Bringing in policies and demonstration points."""

from collections.abc import Hashable, Iterable
from typing import Any

from jiangong.domains.documents.rules import normalize_official_number
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Party, home_of, organizations_meant, parties_meant
from jiangong.domains.reform.choices import Field, PilotLevel
from jiangong.domains.reform.models import STANDING, Pilot, Policy
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing import cells
from jiangong.kit.importing.plain import PlainChecker, PlainImport, facts_of, fresh, read_among
from jiangong.kit.importing.specs import ImportColumn, Row, as_text, register

FIELDS = {label: value for value, label in Field.choices}
LEVELS = {label: value for value, label in PilotLevel.choices}
UNION = ImportColumn("union", "登记工会", read=cells.words(120), also=("所属工会", "单位"), width=24)
OWN = "登记工会不填的，算您任职的工会。"
WHY = "nothing is counted twice, whoever entered it"


def read_number(cell: Any) -> str:
    """An official number as documents are registered under it."""
    return normalize_official_number(cells.words(60)(cell))


class EntryChecker(PlainChecker):
    """Rows of unions of the federation."""

    def home(self) -> Organization | None:
        return home_of(self.actor)

    def unions_meant(self, texts: Iterable[str]) -> dict[str, Organization | str]:
        return organizations_meant(texts, self.actor)


class PolicyChecker(EntryChecker):
    """Of one number there is one policy in a union, and one of a title on a day."""

    told_at = "title"
    past = {"issued_on": "印发日期"}

    def keys(self, row: Row) -> tuple[Hashable, ...]:
        values, union = row.values, row.values["union"]
        number = ((union, "number", values["number"]),) if values.get("number") else ()
        return (*number, (union, values["title"], values["issued_on"]))

    def taken(self, rows: list[Row]) -> dict[Hashable, str]:
        unions = {row.values["union"] for row in rows}
        near = Policy.objects.ungated(WHY).filter(STANDING, organization__in=unions)
        columns = ("organization_id", "title", "issued_on", "number", "organization__name")
        found: dict[Hashable, str] = {}
        for column in ("title", "number"):
            wanted = (row.values[column] for row in rows if row.values.get(column))
            for union, title, day, number, name in read_among(near, column, wanted, columns):
                found[union, title, day.isoformat()] = name
                if number:
                    found[union, "number", number] = name
        return found


class PolicyImport(PlainImport):
    """Policies issued."""

    key = "reform.policy"
    label = "产改政策"
    permission = "reform.edit"
    list_url = "reform:policy_list"
    checker, model = PolicyChecker, Policy
    notes = ("每行一件政策；同一工会同文号、或同名同日印发的只登记一件。", OWN)
    columns = (
        ImportColumn("title", "政策名称", read=cells.words(200), required=True, also=("文件名称",), width=44),
        ImportColumn("number", "文号", read=read_number, also=("发文字号",), width=22),
        ImportColumn("issuer", "印发单位", read=cells.words(120), required=True, width=26),
        ImportColumn("issued_on", "印发日期", read=cells.day, required=True),
        ImportColumn("field", "领域", read=cells.one_of(FIELDS), required=True, choices=tuple(FIELDS)),
        ImportColumn("summary", "主要内容", read=cells.words(1000), width=36),
        UNION,
    )

    def draft(self, row: dict[str, Any], actor: Actor) -> Policy:
        facts = facts_of(row, ("title", "number", "issuer", "field", "summary"), ("issued_on",))
        return Policy(organization_id=row["union"], **facts)


class PilotChecker(EntryChecker):
    """An enterprise or organization by its name or code, once per level while it lasts."""

    told_at = "party"
    past = {"named_on": "命名日期", "ended_on": "期满（撤销）日期"}

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._parties: dict[str, Party | str] = {}

    def complete(self, rows: list[Row]) -> None:
        self._parties |= parties_meant(fresh(rows, "party", self._parties), self.actor)
        for row in rows:
            self._find_party(row)
            named, ended = row.values.get("named_on"), row.values.get("ended_on")
            if named and ended and ended <= named:
                row.refuse("ended_on", "期满（撤销）日期应晚于命名日期，请核对。")

    def _find_party(self, row: Row) -> None:
        if (text := row.values.get("party")) is None:
            return
        party = self._parties[text]
        if isinstance(party, str):
            row.refuse("party", party)
            return
        row.values |= {
            "party": party.name,
            "enterprise": party.enterprise.pk if party.enterprise else None,
            "unit": party.unit.pk if party.unit else None,
        }

    def keys(self, row: Row) -> tuple[Hashable, ...]:
        values = row.values
        if values.get("ended_on"):
            return ()
        return ((values["enterprise"], values["unit"], values["level"]),)

    def taken(self, rows: list[Row]) -> dict[Hashable, str]:
        standing = Pilot.objects.ungated(WHY).filter(STANDING, ended_on=None)
        columns = ("enterprise_id", "unit_id", "level", "organization__name")
        found: dict[Hashable, str] = {}
        for column in ("enterprise", "unit"):
            wanted = (row.values[column] for row in rows if row.values[column] is not None)
            for enterprise, unit, level, name in read_among(standing, column, wanted, columns):
                found[enterprise, unit, level] = name
        return found


class PilotImport(PlainImport):
    """Demonstration points."""

    key = "reform.pilot"
    label = "产改试点示范"
    permission = "reform.edit"
    list_url = "reform:pilot_list"
    checker, model = PilotChecker, Pilot
    notes = (
        "每行一家；试点单位填写企业名称、统一社会信用代码，或工会全称。",
        "同一单位同一级别的试点只登记一次；仍在试点的不填期满日期。",
        OWN,
    )
    columns = (
        ImportColumn(
            "party", "试点单位", read=as_text, required=True, also=("企业名称",), width=34, is_text=True
        ),
        ImportColumn("level", "级别", read=cells.one_of(LEVELS), required=True, choices=tuple(LEVELS)),
        ImportColumn("named_on", "命名日期", read=cells.day, required=True),
        ImportColumn("named_by", "命名依据", read=cells.words(120), width=28),
        ImportColumn("ended_on", "期满（撤销）日期", read=cells.day, also=("期满日期", "撤销日期")),
        ImportColumn("experience", "经验做法", read=cells.words(2000), width=40),
        UNION,
    )

    def draft(self, row: dict[str, Any], actor: Actor) -> Pilot:
        facts = facts_of(row, ("party", "level", "named_by", "experience"), ("named_on", "ended_on"))
        return Pilot(
            organization_id=row["union"], enterprise_id=row["enterprise"], unit_id=row["unit"], **facts
        )


register(PolicyImport())
register(PilotImport())
