"""Places, inspections and reports as lists."""

from datetime import date

from django.db import models
from django.utils import timezone

from jiangong.domains.places.choices import (
    ALL_FACILITIES,
    STANDING_STATES,
    InspectionState,
    PlaceKind,
    PlaceLevel,
    PlaceState,
    ReportKind,
    ReportState,
    missing_facilities,
    short_kind,
)
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.domains.places.queries.places import defective, reported
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    LedgerForm,
    OrganizationFilter,
    Table,
    View,
    YesNoFilter,
)
from jiangong.kit.listing.columns import EMPTY
from jiangong.lib.dates import format_iso

STATE_TONES = {
    PlaceState.OPEN: "ok",
    PlaceState.SUSPENDED: "warn",
    PlaceState.CLOSED: "mute",
    PlaceState.VOID: "mute",
}
INSPECTION_TONES = {
    InspectionState.PASSED: "ok",
    InspectionState.DEFECTIVE: "warn",
    InspectionState.RECTIFIED: "ok",
    InspectionState.VOID: "mute",
}
REPORT_TONES = {ReportState.WAITING: "warn", ReportState.SETTLED: "ok"}


def show_organization(short: str, name: str) -> str:
    return short or name


def show_facilities(kind: str, present: list[str], state: str) -> Cell:
    """Whether a place has what its kind must have."""
    if state not in STANDING_STATES:
        return Cell(EMPTY)
    if not present:
        return Cell("待核对", tone="mute")
    missing = missing_facilities(kind, present)
    if not missing:
        return Cell("齐全", tone="ok", icon="check")
    return Cell(f"缺{len(missing)}项", sub="、".join(missing[:3]), tone="warn")


def export_facilities(kind: str, present: list[str], state: str) -> str:
    return "、".join(ALL_FACILITIES[code].label for code in present if code in ALL_FACILITIES)


def show_due(due_on: date | None, state: str) -> Cell:
    """By when defects must be put right, and how late that is."""
    if due_on is None:
        return Cell(EMPTY)
    late = (timezone.localdate() - due_on).days
    if state != InspectionState.DEFECTIVE or late < 0:
        return Cell(format_iso(due_on))
    said = f"逾期{late}天" if late else "今天到期"
    return Cell(format_iso(due_on), sub=said, tone="crit" if late else "warn", icon="clock")


ORGANIZATION = Column(
    "organization",
    "管理单位",
    ("organization__short_name", "organization__name"),
    show=show_organization,
    sort=("organization__path",),
)


class PlaceTable(Table):
    """Every place the actor may see."""

    model = Place
    columns = (
        Column(
            "name",
            "名称",
            ("name", "address"),
            show=lambda name, address: Cell(name, sub=address),
            export=lambda name, address: name,
            sort=("name",),
            phone="title",
        ),
        Column("kind", "类别", show=short_kind, sort=("kind", "name"), kind="short"),
        Column("level", "级别", kind="short", sort=("level", "name")),
        ORGANIZATION,
        Column("territory", "所在区县", ("territory__short_name",), kind="short"),
        Column("address", "地址", hidden=True),
        Column("hours", "开放时间", hidden=True),
        Column("phone", "公开电话", hidden=True),
        Column("is_public", "对社会开放", hidden=True),
        Column("basis", "建设（命名）依据", hidden=True),
        Column("keeper", "负责人", ("keeper__name",), hidden=True),
        Column("area", "面积（平方米）", kind="number", hidden=True),
        Column(
            "facilities",
            "设施",
            ("kind", "facilities", "state"),
            show=show_facilities,
            export=export_facilities,
            kind="short",
            sort=("missing_count", "name"),
        ),
        Column("inspected_on", "最近检查", kind="date", sort=("inspected_on",)),
        Column("opened_on", "建成开放", kind="date", sort=("opened_on",)),
        Column("closed_on", "撤销日期", kind="date", hidden=True, sort=("closed_on",)),
        Column("reason", "停用（撤销、作废）原因", hidden=True),
        Column("longitude", "经度", hidden=True),
        Column("latitude", "纬度", hidden=True),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
    )
    filters = (
        ChoiceFilter("kind", "类别", choices=tuple(PlaceKind.choices)),
        ChoiceFilter("level", "级别", choices=tuple(PlaceLevel.choices)),
        ChoiceFilter("state", "状态", choices=tuple(PlaceState.choices)),
        OrganizationFilter("organization", "管理单位"),
        YesNoFilter("is_public", "对社会开放"),
        DateRangeFilter("opened_on", "建成开放"),
    )
    views = (
        View("open", "开放", models.Q(state=PlaceState.OPEN)),
        View("suspended", "暂停", models.Q(state=PlaceState.SUSPENDED)),
        View("lacking", "设施不全", models.Q(state__in=STANDING_STATES, missing_count__gt=0)),
        View("defective", "待整改", models.Q(state__in=STANDING_STATES) & defective()),
        View("reported", "有反映", models.Q(state__in=STANDING_STATES) & reported()),
        View("ended", "已撤销、作废", models.Q(state__in=(PlaceState.CLOSED, PlaceState.VOID))),
    )
    search = ("name", "address")
    search_hint = "名称、地址"
    ordering = ("-opened_on",)
    export_name = "阵地台账"
    ledger_form = LedgerForm(
        "阵地台账",
        (
            "name",
            "kind",
            "level",
            "organization",
            "territory",
            "address",
            "area",
            "opened_on",
            "hours",
            "phone",
            "keeper",
            "facilities",
            "inspected_on",
            "state",
        ),
        groups=(("位置", ("territory", "address")), ("开放", ("opened_on", "hours", "phone"))),
        totals=("area",),
    )
    url_name = "places:detail"
    empty_title = "还没有阵地"
    empty_text = "登记阵地后可以打印二维码，职工扫码看开放时间；已有的可以批量导入。"


class InspectionTable(Table):
    """Every inspection the actor may see."""

    model = Inspection
    columns = (
        Column("place", "阵地", ("place__name",), sort=("place__name",), phone="title"),
        Column("kind", "类别", ("place__kind",), show=short_kind, kind="short"),
        ORGANIZATION,
        Column("inspected_on", "检查日期", kind="date", sort=("inspected_on",)),
        Column(
            "missing",
            "缺少或损坏",
            show=lambda codes: "、".join(ALL_FACILITIES[c].label for c in codes if c in ALL_FACILITIES),
        ),
        Column("defects", "其他问题", phone="wide"),
        Column(
            "due_on",
            "整改期限",
            ("due_on", "state"),
            show=show_due,
            export=lambda due_on, state: format_iso(due_on) if due_on else "",
            kind="short",
            sort=("due_on",),
        ),
        Column("rectified_on", "整改完成", kind="date", sort=("rectified_on",)),
        Column("rectification", "整改情况", hidden=True),
        Column("inspector", "登记人", ("inspector__name",), hidden=True),
        Column("state", "结果", kind="state", tones=INSPECTION_TONES, phone="corner"),
    )
    filters = (
        ChoiceFilter("state", "结果", choices=tuple(InspectionState.choices)),
        ChoiceFilter("kind", "类别", field="place__kind", choices=tuple(PlaceKind.choices)),
        OrganizationFilter("organization", "管理单位"),
        DateRangeFilter("inspected_on", "检查日期"),
        DateRangeFilter("due_on", "整改期限"),
    )
    views = (
        View("defective", "待整改", models.Q(state=InspectionState.DEFECTIVE)),
        View("rectified", "已整改", models.Q(state=InspectionState.RECTIFIED)),
        View("passed", "合格", models.Q(state=InspectionState.PASSED)),
    )
    search = ("place__name", "defects")
    search_hint = "阵地名称、问题"
    ordering = ("-inspected_on",)
    export_name = "阵地检查"
    url_name = "places:inspection_detail"
    empty_title = "还没有检查"
    empty_text = "检查阵地后登记设施和问题，整改到位前留在这里。"


class PlaceReportTable(Table):
    """What people said at the doors."""

    model = PlaceReport
    columns = (
        Column("place", "阵地", ("place__name",), phone="title"),
        Column("kind", "反映", kind="short"),
        ORGANIZATION,
        Column("times", "次数", kind="number", sort=("times",)),
        Column("first_at", "首次反映", kind="moment", sort=("first_at",)),
        Column("last_at", "最近反映", kind="moment", sort=("last_at",)),
        Column("settled_on", "处理日期", kind="date"),
        Column("answer", "处理情况", phone="wide"),
        Column("state", "状态", kind="state", tones=REPORT_TONES, phone="corner"),
    )
    filters = (
        ChoiceFilter("kind", "反映", choices=tuple(ReportKind.choices)),
        OrganizationFilter("organization", "管理单位"),
        DateRangeFilter("settled_on", "处理日期"),
    )
    views = (
        View("waiting", "待处理", models.Q(state=ReportState.WAITING)),
        View("settled", "已处理", models.Q(state=ReportState.SETTLED)),
    )
    search = ("place__name",)
    search_hint = "阵地名称"
    ordering = ("-last_at",)
    export_name = "群众反映"
    url_name = "places:report_detail"
    empty_title = "还没有反映"
    empty_text = "职工扫阵地门口的二维码，就可以反映没有开门或设施损坏。"
