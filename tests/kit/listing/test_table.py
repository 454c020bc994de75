"""A list from its declaration: filters, search, sort, pages, columns, tabs — whatever is asked for."""

import pytest
from django.db.models import Q

from jiangong.domains.documents.choices import DocumentState as State
from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.choices import OrganizationKind as Kind
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
from jiangong.kit.listing.table import PAGE_SIZE
from tests.cast import CANARY
from tests.factories.organizations import make_organization

TYPED_BY_NOBODY = (
    "",
    "0",
    "-1",
    "999999999999999999999999",
    "9" * 5000,
    "²",
    "１２",
    "1e9",
    "\x00",
    "a\x00b",
    "' OR 1=1 --",
    '"; DROP TABLE documents_document; --',
    "%",
    "_",
    "\\",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "\ufffd\u202e𠮷",
    "2026-13-45",
    "0000-00-00",
    "state",
    "-organization__name",
    "organization__users__password",
    "pk;",
    "字" * 3000,
)


class RegisterTable(Table):
    """What the tests list."""

    model = Document
    columns = (
        Column("title", "标题", sort=("title",)),
        Column("pages", "页数", kind="number", sort=("pages",)),
        Column("state", "状态", kind="state", tones={State.REGISTERED: "warn"}),
        Column("organization", "登记单位", ("organization__name", "organization__kind"), show=lambda n, k: Cell(n, sub=k)),
        Column("summary", "摘要", hidden=True),
    )  # fmt: skip
    filters = (
        ChoiceFilter("state", "状态", choices=tuple(State.choices)),
        YesNoFilter("paged", "有页数", field="pages__isnull", yes="没有", no="有"),
        DateRangeFilter("received_on", "收文日期"),
        OrganizationFilter("organization", "登记单位"),
    )
    views = (
        View("open", "在办", Q(state__in=(State.REGISTERED, State.PROPOSED))),
        View("void", "作废", Q(state=State.VOID)),
    )
    search = ("title", "summary")
    url_name = "documents:detail"


def make_rows(organization, count, **facts):
    first = Document.unscoped.count()
    return Document.unscoped.bulk_create(
        Document(
            organization=organization,
            title=facts.get("title", f"文件{first + n:03d}"),
            register_year=2026,
            register_serial=first + n,
            register_number=f"收2026-{first + n}",
            **{name: value for name, value in facts.items() if name != "title"},
        )
        for n in range(count)
    )


@pytest.fixture
def rows(cast):
    make_rows(cast.district, 2, received_on="2026-03-01", pages=3)
    make_rows(cast.union, 1, received_on="2026-03-31", state=State.VOID, summary="摘要100%_甲")
    make_rows(cast.neighbour, 2, title=CANARY, received_on="2026-03-01")


def table_of(actor, table=RegisterTable, **parameters):
    return table(Document.objects.visible_to(actor), parameters, actor, base="/documents/")


@pytest.fixture
def shown(cast, rows):
    """``shown(state="void")`` gives the table the district's officer sees."""
    actor = cast.actor("district_officer")
    return lambda **parameters: table_of(actor, **parameters)


def titles(table):
    return [row.cells[0].text for row in table.rows]


def test_rows_are_the_actors_own_latest_first(shown, cast):
    table = shown()
    assert titles(table) == ["文件002", "文件001", "文件000"]
    assert (table.total, table.first, table.last, table.pages) == (3, 1, 3, 1)
    row = table.rows[0]
    assert row.url == f"/documents/{row.pk}/"
    assert row.cells == (
        Cell("文件002"),
        Cell("—"),
        Cell("已作废"),
        Cell(cast.union.name, sub=cast.union.kind),
    )
    assert table.rows[2].cells[2] == Cell("待拟办", tone="warn")


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"state": "void"}, ["文件002"]),
        ({"state": "registered"}, ["文件001", "文件000"]),
        ({"paged": "0"}, ["文件001", "文件000"]),
        ({"paged": "1"}, ["文件002"]),
        ({"received_on_from": "2026-03-31"}, ["文件002"]),
        ({"received_on_to": "2026-03-01"}, ["文件001", "文件000"]),
        ({"received_on_from": "2026-03-01", "received_on_to": "2026-03-31"}, ["文件002", "文件001", "文件000"]),
        ({"received_on_from": "2026-04-01", "received_on_to": "2026-03-01"}, []),
        ({"q": "文件001"}, ["文件001"]),
        ({"q": "  摘要  "}, ["文件002"]),
        ({"q": "100%_"}, ["文件002"]),
        ({"q": "1%0"}, []),
        ({"view": "void"}, ["文件002"]),
        ({"view": "open", "q": "000"}, ["文件000"]),
        ({"sort": "title"}, ["文件000", "文件001", "文件002"]),
        ({"sort": "-title"}, ["文件002", "文件001", "文件000"]),
        ({"sort": "state"}, ["文件002", "文件001", "文件000"]),
    ],
)  # fmt: skip
@pytest.mark.database
def test_parameters_narrow_and_order(shown, parameters, expected):
    assert titles(shown(**parameters)) == expected


@pytest.mark.database
@pytest.mark.parametrize(
    "name", ["state", "paged", "received_on_from", "received_on_to", "organization", "q", "sort", "page", "view", "columns"]
)  # fmt: skip
def test_nonsense_never_breaks_a_list_or_widens_it(shown, name):
    for value in TYPED_BY_NOBODY:
        table = shown(**{name: value})
        assert len(table.rows) <= 3, value
        assert CANARY not in str(table.rows)
        assert table.headers, value
        assert len(table.tabs) == 3
        assert table.pills is not None
        assert table.next_url == ""


@pytest.mark.parametrize("value", ["registere", "VOID", "1", "void "])
def test_a_choice_that_does_not_exist_is_ignored(shown, value):
    assert (len(shown(state=value).rows), shown(state=value).pills) == (3, [])


def test_the_organization_filter_reaches_the_subtree_but_not_beyond_ones_reach(shown, cast):
    assert len(shown(organization=str(cast.district.pk)).rows) == 3
    assert titles(shown(organization=str(cast.union.pk))) == ["文件002"]
    outside = shown(organization=str(cast.neighbour.pk))
    assert (len(outside.rows), outside.pills) == (3, [])
    offered = {pk for pk, _ in outside.filter_fields[3]["options"]}
    assert offered == {str(cast.district.pk), str(cast.union.pk)}


def test_a_page_beyond_the_end_shows_the_last(cast):
    make_rows(cast.district, PAGE_SIZE + 5)
    actor = cast.actor("district_officer")
    last = table_of(actor, page="999", sort="title")
    assert (last.page, last.pages, len(last.rows), last.first, last.last) == (2, 2, 5, 51, 55)
    assert (last.previous_url, last.next_url) == ("/documents/?sort=title&page=1", "")
    first = table_of(actor, sort="title")
    assert first.next_url == "/documents/?sort=title&page=2"
    assert not {row.pk for row in first.rows} & {row.pk for row in last.rows}


def test_pages_of_equal_values_neither_repeat_nor_miss(cast):
    make_rows(cast.district, 3 * PAGE_SIZE, title="同名", pages=1)
    actor = cast.actor("district_officer")
    for order in ("pages", "-pages", "title"):
        keys = [row.pk for page in "123" for row in table_of(actor, page=page, sort=order).rows]
        assert len(keys) == len(set(keys)) == 3 * PAGE_SIZE


def test_an_empty_list_is_one_empty_page(cast):
    table = table_of(cast.actor("district_officer"), page="3")
    assert (table.rows, table.total, table.page, table.pages, table.first, table.last) == ([], 0, 1, 1, 0, 0)


def test_nothing_at_all_and_nothing_that_was_looked_for_are_said_apart(cast):
    actor = cast.actor("district_officer")
    assert table_of(actor, page="3", sort="title").emptiness == ("还没有记录", "")
    for asked in ({"q": "没有"}, {"state": "void"}, {"view": "void"}):
        assert table_of(actor, **asked).emptiness[0] == "没有符合条件的记录", asked


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("", ["title", "pages", "state", "organization"]),
        ("summary,title", ["title", "summary"]),
        ("state,nonsense", ["state"]),
        ("nonsense", ["title", "pages", "state", "organization"]),
        (",,", ["title", "pages", "state", "organization"]),
    ],
)
def test_the_reader_chooses_columns(shown, wanted, expected):
    table = shown(columns=wanted)
    assert [column.name for column in table.bound] == expected
    assert all(len(row.cells) == len(expected) for row in table.rows)


def test_pills_say_what_narrows_and_lead_to_the_list_without_it(shown, cast):
    table = shown(state="void", received_on_from="2026-03-01", q="文件", sort="title", page="3", view="void")
    said = {pill.label: (pill.value, pill.without) for pill in table.pills}
    assert {label: value for label, (value, _) in said.items()} == {
        "状态": "已作废",
        "收文日期": "2026-03-01至",
        "关键词": "文件",
    }
    assert said["收文日期"][1] == "/documents/?state=void&q=%E6%96%87%E4%BB%B6&sort=title&view=void"
    assert "page=" not in said["状态"][1]


def test_tabs_count_each_view_under_the_filters(shown):
    tabs = shown(paged="0", view="open").tabs
    assert [(tab["label"], tab["count"], tab["current"]) for tab in tabs] == [
        ("全部", 2, False),
        ("在办", 2, True),
        ("作废", 0, False),
    ]
    assert tabs[2]["url"] == "/documents/?paged=0&view=void"


def test_headers_turn_the_order_round(shown):
    states = {}
    for sort in ("", "title", "-title"):
        header = shown(sort=sort).headers[0]
        states[sort] = (header.direction, header.url)
    assert states == {
        "": ("", "/documents/?sort=title"),
        "title": ("ascending", "/documents/?sort=-title"),
        "-title": ("descending", "/documents/?sort=title"),
    }
    assert shown().headers[2].url == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_rows(cast, count, django_assert_num_queries):
    make_rows(cast.district, count)
    table = table_of(cast.actor("district_officer"))
    with django_assert_num_queries(4):  # the count, the tabs, the keys, the values
        assert (table.total, len(table.tabs), len(table.rows)) == (count, 3, count)


def test_organizations_are_offered_from_the_actors_own_down(cast):
    make_organization("西城区总工会", Kind.DISTRICT, cast.federation, closed_on="2025-01-01")
    offered = OrganizationFilter("organization", "登记单位").options
    named = {
        name: [told for _, told in offered(cast.actor(name))] for name in ("city_officer", "district_officer")
    }
    units = ["东城区", cast.neighbour.name, cast.partner.name]
    assert named["city_officer"][0] == cast.federation.name
    assert sorted(named["city_officer"][1:]) == sorted(units)
    assert named["district_officer"] == ["东城区", cast.union.name]
