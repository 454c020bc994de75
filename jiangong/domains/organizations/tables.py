"""The lists of organizations, enterprises and dictionaries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from jiangong.domains.organizations.choices import (
    UNIT_KINDS,
    DictionaryKey,
    OrganizationKind,
    Ownership,
)
from jiangong.domains.organizations.models import (
    Dictionary,
    Enterprise,
    Organization,
    OrganizationAlias,
)
from jiangong.domains.organizations.queries.dictionaries import chain_names
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    Filter,
    OrganizationFilter,
    Table,
    View,
    YesNoFilter,
)
from jiangong.lib.names import normalize


@dataclass(frozen=True)
class TerritoryFilter(Filter):
    """The district or zone on whose ground an organization stands."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        grounds = Organization.objects.visible_to(actor).filter(
            kind__in=(OrganizationKind.DISTRICT, OrganizationKind.ZONE)
        )
        rows = grounds.order_by("position", "pk").values_list("pk", "short_name", "name")
        return [(str(pk), short or name) for pk, short, name in rows]

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> Q | None:
        wanted = parameters.get(self.name, "")
        return Q(territory_id=int(wanted)) if wanted in dict(self.options(actor)) else None


@dataclass(frozen=True)
class ChainFilter(Filter):
    """One of this year's industrial chains."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return [(name, name) for name in chain_names()]

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> Q | None:
        wanted = parameters.get(self.name, "")
        return Q(chain=wanted) if wanted in dict(self.options(actor)) else None


def _named(name: str, short_name: str) -> Cell:
    return Cell(name, sub=short_name)


def _standing(closed_on: date | None) -> Cell:
    return Cell("已撤销", tone="mute", sub=closed_on.isoformat()) if closed_on else Cell("运行中", tone="ok")


class OrganizationTable(Table):
    """Organizations by name, alias or code; closed ones have a tab of their own."""

    model = Organization
    columns = (
        Column(
            "name",
            "名称",
            fields=("name", "short_name"),
            show=_named,
            export=lambda name, short_name: name,
            sort=("name",),
            phone="title",
        ),
        Column("short_name", "简称", hidden=True),
        Column("kind", "类别", sort=("kind", "position")),
        Column("parent", "上级组织", fields=("parent__name",), phone="wide"),
        Column("territory", "属地", fields=("territory__short_name",)),
        Column("members_count", "会员人数", kind="number", sort=("members_count",)),
        Column("credit_code", "统一社会信用代码", hidden=True),
        Column("division_code", "行政区划代码", hidden=True),
        Column("division_year", "区划代码年份", hidden=True, show=lambda year: str(year or "")),
        Column("address", "办公地址", hidden=True),
        Column("phone", "办公电话", hidden=True),
        Column("opened_on", "成立日期", kind="date", sort=("opened_on",), hidden=True),
        Column("standing", "状态", fields=("closed_on",), show=_standing, phone="corner"),
    )
    filters = (
        ChoiceFilter("kind", "类别", choices=tuple(OrganizationKind.choices)),
        OrganizationFilter("under", "隶属", field="pk"),
        TerritoryFilter("territory", "属地"),
    )
    views = (
        View("units", "直属单位", Q(kind__in=UNIT_KINDS, closed_on=None)),
        View("open", "运行中", Q(closed_on=None)),
        View("closed", "已撤销", Q(closed_on__isnull=False)),
    )
    search = ("name", "short_name", "credit_code")
    search_hint = "名称、简称、别名或信用代码"
    # The federation, its units in the order of the notice, then level by level.
    ordering = (F("parent_id").asc(nulls_first=True), "position")
    export_name = "组织"
    url_name = "organizations:detail"
    empty_title = "还没有组织"
    empty_text = "新建下级组织，或批量导入；已有的按上下级列在这里。"

    def search_condition(self, keyword: str) -> Q:
        """An alias finds its organization too."""
        spelled = OrganizationAlias.objects.ungated("matched within gated organizations").filter(
            organization=OuterRef("pk"), normalized__contains=normalize(keyword)
        )
        return super().search_condition(keyword) | Q(Exists(spelled))


def _organized(union: int | None) -> Cell:
    return Cell("已建会", tone="ok") if union else Cell("未建会", tone="warn")


class EnterpriseTable(Table):
    """Enterprises and whether they have a union."""

    model = Enterprise
    columns = (
        Column("name", "企业名称", sort=("name",), phone="title"),
        Column("organization", "所属组织", fields=("organization__name",), phone="wide"),
        Column("union_state", "建会情况", fields=("union_id",), show=_organized, phone="corner"),
        Column("union", "企业工会", fields=("union__name",), hidden=True),
        Column("above_scale", "规模以上"),
        Column("ownership", "所有制"),
        Column("industry", "行业（GB/T 4754）"),
        Column("chain", "产业链"),
        Column("high_risk", "高危行业"),
        Column("workers_count", "职工人数", kind="number", sort=("workers_count",)),
        Column("credit_code", "统一社会信用代码", hidden=True),
    )
    filters = (
        OrganizationFilter("organization", "隶属"),
        YesNoFilter("above_scale", "规模以上"),
        ChoiceFilter("ownership", "所有制", choices=tuple(Ownership.choices)),
        ChainFilter("chain", "产业链"),
        YesNoFilter("high_risk", "高危行业"),
    )
    views = (
        View("organized", "已建会", Q(union__isnull=False)),
        View("unorganized", "未建会", Q(union=None)),
        View("scale", "规模以上未建会", Q(union=None, above_scale=True)),
    )
    search = ("name", "credit_code", "industry")
    search_hint = "企业名称、信用代码或行业"
    ordering = ("name",)
    export_name = "企业"
    url_name = "organizations:enterprise_detail"
    empty_title = "还没有企业"
    empty_text = "登记辖区企业，或批量导入；竞赛参赛、集体称号都对应到这里。"


class DictionaryTable(Table):
    """Editions of dictionaries."""

    model = Dictionary
    columns = (
        Column("key", "字典", sort=("key", "-year"), phone="title"),
        Column("year", "年份", show=str, sort=("year",), phone="corner"),
        Column("source", "依据", phone="wide"),
        Column("updated_at", "更新时间", kind="moment", sort=("updated_at",)),
    )
    filters = (ChoiceFilter("key", "字典", choices=tuple(DictionaryKey.choices)),)
    ordering = ("key", "-year")
    export_name = "字典"
    url_name = "organizations:dictionary_detail"
    empty_title = "还没有字典"
    empty_text = "请先新建一个年度版本，把条目粘贴进来。"
