"""Lists of people, committees and transfers."""

from functools import cached_property

from django.db import models

from jiangong.domains.people.choices import CommitteeKind, Gender, SkillGrade, TransferState
from jiangong.domains.people.models import ID_NUMBER, PHONE, Committee, Person, SealedColumn, Transfer
from jiangong.domains.people.queries import names_from, token_condition
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    OrganizationFilter,
    Table,
    View,
    YesNoFilter,
)
from jiangong.kit.listing.table import Pill


def _organization(short: str, name: str) -> str:
    return short or name


def _sealed(column: SealedColumn) -> Column:
    fields = ("pk", f"{column.name}_sealed")
    return Column(column.name, column.label, fields, show=column.masked, export_many=column.masked_many)


class PeopleTable(Table):
    """People within reach, numbers masked; a name is found by its beginning."""

    model = Person
    columns = (
        Column("name", "姓名", sort=("name", "birth_on"), phone="title"),
        Column("gender", "性别"),
        Column("birth_on", "出生日期", kind="date"),
        Column(
            "organization",
            "所属组织",
            fields=("organization__short_name", "organization__name"),
            show=_organization,
            sort=("organization_id", "name", "birth_on"),
            phone="wide",
        ),
        Column("occupation", "工种（职业）"),
        Column("skill_grade", "技能等级", phone="corner"),
        _sealed(PHONE),
        _sealed(ID_NUMBER),
        Column("title", "职务", hidden=True),
        Column("is_migrant_worker", "农民工", hidden=True),
        Column("is_new_employment", "新就业形态劳动者", hidden=True),
        Column("is_union_official", "工会干部", hidden=True),
        Column("created_at", "登记时间", kind="moment", sort=("id",), hidden=True),
    )
    filters = (
        OrganizationFilter("organization", "组织"),
        ChoiceFilter("skill_grade", "技能等级", choices=tuple(SkillGrade.choices)),
        ChoiceFilter("gender", "性别", choices=tuple(Gender.choices)),
        YesNoFilter("is_migrant_worker", "农民工"),
        YesNoFilter("is_union_official", "工会干部"),
    )
    search = ("name",)
    search_hint = "姓名开头，或完整的手机号、身份证号"
    url_name = "people:detail"
    export_name = "人员"
    empty_title = "还没有人员"
    empty_text = "登记或导入的人员会列在这里。"

    @cached_property
    def match(self) -> models.Q | None:
        """A number somebody looks for, as its blind index; the number itself never stands in an address."""
        return token_condition(self.parameters.get("match", ""))

    def search_condition(self, keyword: str) -> models.Q:
        return names_from(keyword)

    @cached_property
    def unviewed(self) -> models.QuerySet:
        rows = super().unviewed
        return rows.filter(self.match) if self.match else rows

    @property
    def pills(self) -> list[Pill]:
        found = super().pills
        return [*found, Pill("号码", "按整号查找", self.address(match=None))] if self.match else found


class CommitteesTable(Table):
    """Committees and leading groups within reach."""

    model = Committee
    columns = (
        Column("name", "名称", sort=("name",), phone="title"),
        Column("kind", "类别", phone="corner"),
        Column(
            "organization",
            "所属组织",
            fields=("organization__short_name", "organization__name"),
            show=_organization,
            sort=("organization__path",),
            phone="wide",
        ),
        Column("term_from", "任期开始", kind="date", sort=("term_from",)),
        Column("term_to", "任期结束", kind="date", sort=("term_to",)),
        Column("duty", "职责", hidden=True),
    )
    filters = (
        OrganizationFilter("organization", "组织"),
        ChoiceFilter("kind", "类别", choices=tuple(CommitteeKind.choices)),
        DateRangeFilter("term_from", "任期开始"),
    )
    search = ("name",)
    search_hint = "委员会名称"
    ordering = ("organization__path", "kind")
    url_name = "people:committee_detail"
    export_name = "委员会"
    empty_title = "还没有委员会"
    empty_text = "登记工会委员会、经费审查委员会、女职工委员会和各类领导小组。"


def _state(state: str) -> Cell:
    tones = {
        TransferState.REQUESTED: "warn",
        TransferState.ACCEPTED: "ok",
        TransferState.REJECTED: "crit",
        TransferState.WITHDRAWN: "mute",
    }
    return Cell(TransferState(state).label, tone=tones[TransferState(state)])


class TransfersTable(Table):
    """Requests to take people over."""

    model = Transfer
    columns = (
        Column("person", "姓名", fields=("person__name",), phone="title"),
        Column(
            "organization",
            "调入组织",
            fields=("organization__short_name", "organization__name"),
            show=_organization,
            phone="wide",
        ),
        Column("state", "状态", show=_state, phone="corner"),
        Column("requested_at", "申请时间", kind="moment", sort=("requested_at",)),
        Column("reason", "理由"),
    )
    views = (
        View("open", "待办理", models.Q(state=TransferState.REQUESTED)),
        View("done", "已办结", ~models.Q(state=TransferState.REQUESTED)),
    )
    ordering = ("-requested_at",)
    url_name = "people:transfer_detail"
    export_name = "调入申请"
    empty_title = "没有调入申请"
    empty_text = "要登记的人员已在别的单位时，可以在这里申请调入。"
