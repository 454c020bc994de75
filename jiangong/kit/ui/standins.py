"""What the gallery shows in place of heads, tables and histories, whose own classes live above this package.

A test holds every attribute used here against the real classes, so that the gallery cannot drift.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms

from jiangong.kit.ui.months import Entry, Month, month_sheet


@dataclass(frozen=True)
class Link:
    """A labelled address."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Badge:
    """A state."""

    label: str
    tone: str = "plain"
    icon: str = ""


@dataclass(frozen=True)
class Action:
    """Something the reader may do."""

    label: str
    url: str
    icon: str = ""
    method: str = "get"
    primary: bool = False
    danger: bool = False
    blocked: str = ""
    needs_reason: bool = False
    consequences: tuple[str, ...] = ()
    name: str = ""

    @property
    def needs_dialog(self) -> bool:
        """Asked first."""
        return self.method == "post" and (self.needs_reason or bool(self.consequences))


@dataclass(frozen=True)
class Head:
    """The header of a page."""

    title: str
    crumbs: tuple[Link, ...] = ()
    meta: tuple[str, ...] = ()
    badge: Badge | None = None
    actions: tuple[Action, ...] = ()
    prints: tuple[Action, ...] = ()

    @property
    def primary(self) -> Action | None:
        """The one red button."""
        return next((one for one in self.actions if one.primary and not one.blocked), None)

    @property
    def blocked(self) -> tuple[Action, ...]:
        """Those that say why not."""
        return tuple(one for one in self.actions if one.blocked)

    @property
    def others(self) -> tuple[Action, ...]:
        """The rest."""
        return tuple(one for one in self.actions if one is not self.primary and not one.blocked)


@dataclass(frozen=True)
class Panel:
    """A card with a template of its own."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    count: int | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Event:
    """One line of a history."""

    label: str
    who: str
    at: datetime
    changes: tuple[tuple[str, str], ...] = ()
    succeeded: bool = True


@dataclass(frozen=True)
class Cell:
    """What stands in one cell."""

    text: str
    sub: str = ""
    tone: str = ""
    icon: str = ""
    url: str = ""


@dataclass(frozen=True)
class Pill:
    """A filter in force."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Notice:
    """A message as the messages framework would hand it over."""

    text: str
    tags: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class SampleColumn:
    """As much of a column as the table template looks at."""

    name: str
    label: str
    kind: str = "text"
    css: str = ""
    is_title: bool = False


@dataclass(frozen=True)
class SampleHeader:
    """A column's head."""

    column: SampleColumn
    direction: str = ""
    url: str = ""


@dataclass(frozen=True)
class SampleRow:
    """One row."""

    pk: int
    cells: tuple[Cell, ...]
    url: str = "#row"


@dataclass(frozen=True)
class SampleFilter:
    """A filter as the filter bar looks at it."""

    name: str
    label: str
    template: str = "select"


COLUMNS = (
    SampleColumn("pair", "师傅 → 徒弟", css="title", is_title=True),
    SampleColumn("grade", "师傅等级"),
    SampleColumn("signed", "签订日期", "date", " nowrap"),
    SampleColumn("hours", "课时", "number", " num"),
    SampleColumn("state", "状态", "state", "corner"),
)


@dataclass(frozen=True)
class SampleTable:
    """A list with everything around it."""

    base: str = "#table"
    bare: str = "#table"
    search: tuple[str, ...] = ("name",)
    search_hint: str = "姓名、编号、工种"
    keyword: str = ""
    filters: tuple[str, ...] = ("grade",)
    views: tuple[str, ...] = ("pending",)
    parameters: dict[str, str] = field(default_factory=dict)
    columns: tuple[SampleColumn, ...] = COLUMNS
    rows: tuple[SampleRow, ...] = ()
    total: int = 84
    first: int = 1
    last: int = 3
    previous_url: str = ""
    next_url: str = "#page-2"
    emptiness: tuple[str, str] = (
        "没有逾期未考核的协议",
        "签订满半年仍未登记中期考核的协议会列在这里，并在到期前7天提醒师傅与联络人。",
    )

    @property
    def bound(self) -> tuple[SampleColumn, ...]:
        """All columns are shown."""
        return self.columns

    @property
    def shown_columns(self) -> tuple[SampleColumn, ...]:
        """All but the hours are ticked in the chooser."""
        return tuple(column for column in self.columns if column.name != "hours")

    @property
    def headers(self) -> list[SampleHeader]:
        """One sorted column, one that may be sorted."""
        sorts = {"signed": "descending", "grade": ""}
        return [
            SampleHeader(one, sorts.get(one.name, ""), "#sort" if one.name in sorts else "")
            for one in self.columns
        ]

    @property
    def pills(self) -> list[Pill]:
        """Two filters in force."""
        return [Pill("单位", "巩义市", "#without-unit"), Pill("签订日期", "2021年", "#without-date")]

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """Saved views."""
        names = (("全部", 84), ("待确认", 1), ("90天内到期", 6), ("不计入", 1))
        return [
            {"label": label, "url": "#view", "current": label == "全部", "count": count}
            for label, count in names
        ]

    @property
    def filter_fields(self) -> list[dict[str, Any]]:
        """A choice and a range of dates."""
        grades = [("1", "高级技师"), ("2", "技师")]
        return [
            {"filter": SampleFilter("grade", "师傅等级"), "options": grades, "value": ""},
            {
                "filter": SampleFilter("signed", "签订日期", "dates"),
                "values": [("signed_from", "2021-01-01"), ("signed_to", "")],
            },
        ]

    def address(self) -> str:
        """Where exports are asked from."""
        return "#table"


class SampleForm(forms.Form):
    """Every kind of control."""

    name = forms.CharField(label="单位名称", initial="巩义市总工会", help_text="与公章一致")
    people = forms.DecimalField(label="参赛职工数", initial="7.2", required=False)
    signed_on = forms.DateField(label="签订日期", initial=date(2021, 9, 28))
    meets_at = forms.DateTimeField(label="开会时间", required=False)
    trade = forms.ChoiceField(label="工种", choices=[("", "请选择"), ("1", "焊工"), ("2", "化学检验员")])
    worker = forms.ChoiceField(
        label="统计口径",
        choices=[("1", "按工人数"), ("2", "按协议数")],
        widget=forms.RadioSelect,
        initial="1",
    )
    scopes = forms.MultipleChoiceField(
        label="发送范围",
        choices=[("1", "区县（市）"), ("2", "开发区"), ("3", "产业工会")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=["1"],
    )
    counted = forms.BooleanField(label="计入年度目标", required=False, initial=True)
    password = forms.CharField(label="密码", widget=forms.PasswordInput, required=False)
    number = forms.CharField(
        label="编号", initial="GY-2021-0082", disabled=True, required=False, help_text="自动生成，不可改"
    )
    agreement = forms.FileField(label="协议扫描件", required=False, help_text="PDF或图片，不超过20MB")
    note = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].unit = "万人"
        self.fields["people"].warning = "比上月增加41%，请在说明中写明原因。"


def sample_month() -> Month:
    """A month with one busy day."""
    held = [Entry("工会法宣讲", "#e", "宣讲　二七区", "ok"), Entry("电工培训", "#e", tone="info")]
    day = date(2021, 9, 15)
    return month_sheet(day.replace(day=1), day, {day: held}, str, str)
