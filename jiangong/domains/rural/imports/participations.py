"""Bringing in the rosters of people and collectives that take part."""

from typing import Any

from jiangong.domains.organizations.queries import Party, parties_meant
from jiangong.domains.people.queries import people_meant
from jiangong.domains.rural.actions.entries import complete
from jiangong.domains.rural.choices import CollectiveHonour, Honour
from jiangong.domains.rural.imports.checking import RosterChecker
from jiangong.domains.rural.models import Collective, Participation
from jiangong.domains.rural.queries.ledgers import identity_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing import cells
from jiangong.kit.importing.plain import PlainImport, facts_of
from jiangong.kit.importing.specs import ImportColumn, Row, as_text, register
from jiangong.lib.masks import mask_id_number

HONOURS = {label: value for value, label in Honour.choices}
COLLECTIVE_HONOURS = {label: value for value, label in CollectiveHonour.choices}


class ParticipationChecker(RosterChecker):
    """People are found by number, or by name within reach."""

    model, identity = Participation, "person"

    def identify(self, rows: list[Row]) -> None:
        told = {
            row.number: "，".join(filter(None, (row.values["name"], row.values.get("number"))))
            for row in rows
            if row.values.get("name")
        }
        people = people_meant(told.values(), self.actor)
        for row in rows:
            row.values["person"] = None
            if row.number not in told:
                continue
            found = people[told[row.number]]
            if isinstance(found, str):
                row.refuse("name", found)
            else:
                row.values["person"] = found.pk
            row.values.pop("number", None)  # the number has done its work and is not staged


class CollectiveChecker(RosterChecker):
    """A name in the registers is that enterprise or organization; any other stands for itself."""

    model, identity = Collective, "identity"

    def identify(self, rows: list[Row]) -> None:
        parties = parties_meant({row.values["name"] for row in rows if row.values.get("name")}, self.actor)
        for row in rows:
            row.values["identity"] = None
            if (name := row.values.get("name")) is None:
                continue
            party = parties[name]
            draft = Collective(name=name)
            if isinstance(party, Party) and (
                party.unit is None or name in {party.unit.name, party.unit.short_name}
            ):
                draft.enterprise, draft.unit, draft.name = party.enterprise, party.unit, party.name
            row.values |= {
                "name": draft.name,
                "enterprise": draft.enterprise_id,
                "unit": draft.unit_id,
                "identity": identity_of(draft),
            }


PROJECT = ImportColumn("project", "参加项目", read=cells.words(120), width=28)
UNION = ImportColumn("union", "登记工会", read=cells.words(120), also=("所属工会", "单位"), width=24)
ROLE = ImportColumn("role", "承担工作", read=cells.words(100), width=24)
JOINED = ImportColumn("joined_on", "参加日期", read=cells.day, required=True)
NOTE = ImportColumn("note", "备注", read=cells.words(300))


class RosterImport(PlainImport):
    """Rows of one roster."""

    permission = "rural.edit"
    columns_of_row: tuple[str, ...]

    def draft(self, row: dict[str, Any], actor: Actor) -> Any:
        facts = facts_of(row, ("honour", "role", "note"), ("joined_on",))
        facts |= {f"{name}_id": row.get(name) for name in self.columns_of_row}
        named = {"name": row["name"]} if self.model is Collective else {}
        made = self.model(organization_id=row["union"], **named, **facts)
        complete(made)
        return made


class ParticipationImport(RosterImport):
    """Advanced people who take part."""

    key = "rural.participation"
    label = "乡村振兴先进人物"
    list_url = "rural:participation_list"
    checker = ParticipationChecker
    model, columns_of_row = Participation, ("person", "project")
    notes = (
        "每行一人；人员应已在人员台账登记，有同名的请填身份证号。",
        "参加项目填写已登记的助力项目名称，不属于某个项目的留空。",
        "登记工会不填的，算您任职的工会。",
    )
    columns = (
        ImportColumn("name", "姓名", read=cells.words(40), required=True),
        ImportColumn(
            "number",
            "身份证号（手机号）",
            read=as_text,
            also=("身份证号", "手机号"),
            width=22,
            is_text=True,
            mask=mask_id_number,
        ),
        ImportColumn(
            "honour",
            "先进类别",
            read=cells.one_of(HONOURS),
            required=True,
            choices=tuple(HONOURS),
            also=("荣誉称号",),
        ),
        PROJECT,
        ROLE,
        JOINED,
        UNION,
        NOTE,
    )


class CollectiveImport(RosterImport):
    """Advanced collectives that take part."""

    key = "rural.collective"
    label = "乡村振兴先进集体"
    list_url = "rural:collective_list"
    checker = CollectiveChecker
    model, columns_of_row = Collective, ("enterprise", "unit", "project")
    notes = (
        "每行一个集体；名称与企业名录、组织名称相同的自动对应。",
        "参加项目填写已登记的助力项目名称，不属于某个项目的留空。",
        "登记工会不填的，算您任职的工会。",
    )
    columns = (
        ImportColumn("name", "集体名称", read=cells.words(120), required=True, width=30),
        ImportColumn(
            "honour",
            "先进类别",
            read=cells.one_of(COLLECTIVE_HONOURS),
            required=True,
            choices=tuple(COLLECTIVE_HONOURS),
        ),
        PROJECT,
        ROLE,
        JOINED,
        UNION,
        NOTE,
    )


register(ParticipationImport())
register(CollectiveImport())
