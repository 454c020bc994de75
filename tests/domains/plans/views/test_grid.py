"""The sheet as the server draws it: order, figures, why it cannot be filled, and whose rows are shown."""

import re

import pytest

from jiangong.domains.plans.choices import EditionState, Settlement
from jiangong.domains.plans.models import Edition, Plan, Waiver
from jiangong.domains.plans.queries.findings import open_blocking
from tests.cast import CANARY
from tests.factories.editions import give, make_issued, sign
from tests.factories.plans import make_plan

TAG = re.compile(r"<[^>]+>")


def address(plan, query="") -> str:
    return f"/plans/{plan.pk}/grid/{query}"


def lines(page: str, part: str = "tbody") -> list[list[str]]:
    """The table's cells as text."""
    body = page.split(f"<{part}>")[1].split(f"</{part}>")[0]
    found = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
    return [
        [TAG.sub("", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in found
    ]


@pytest.fixture
def draft(cast):
    return make_plan(cast.actor("city_officer"), [cast.district, cast.union, cast.neighbour], total=16)


def test_bands_have_subtotals_and_units_keep_their_numbers(cast, draft):
    page = cast.client("city_officer").get(address(draft)).content.decode()
    assert lines(page) == [
        ["区县（市）、开发区　2家", "10", ""],
        ["1东城区", "5", ""],
        [f"3西城区总工会{CANARY}", "5", ""],
        ["基层工会　1家", "5", ""],
        ["2东城机床厂工会", "5", ""],
    ]
    assert lines(page, "tfoot") == [["全市目标", "16", ""], ["已分解", "15", ""], ["差额", "−1", ""]]


def test_not_assigned_is_a_dash(cast, draft):
    give(Edition.objects.get(plan=draft), 0, None)
    page = cast.client("city_officer").get(address(draft)).content.decode()
    assert lines(page)[1] == ["1东城区", "—", ""]


def test_a_draft_of_one_s_own_can_be_filled(cast, draft):
    page = cast.client("city_officer").get(address(draft)).content.decode()
    assert "data-readonly" not in page
    assert "修改会自动保存" in page


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("city_officer", "第1版是“已生效”，不能修改；需要修改请启动调整。"),
        ("city_leader", "您当前的任职只能查看分解表。"),
    ],
)
def test_what_cannot_be_filled_says_why(cast, who, sentence):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    page = cast.client(who).get(address(plan)).content.decode()
    assert sentence in page
    assert "data-readonly" in page


def test_while_the_plan_is_reviewed_nobody_fills(cast, draft):
    Plan.objects.ungated("a test's own").filter(pk=draft.pk).update(state="reviewing")
    page = cast.client("city_officer").get(address(draft)).content.decode()
    assert "计划现在是“核稿中”，不能修改分解表；请先退回拟稿。" in page


def test_a_unit_reads_its_own_rows_of_what_is_in_force(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour])
    page = cast.client("district_officer").get(address(plan)).content.decode()
    assert lines(page) == [["区县（市）、开发区　1家", "5", "0/1 已签收"], ["1东城区", "5", "未签收"]]
    assert lines(page, "tfoot") == [["全市目标", "10", ""]]
    assert CANARY not in page


def test_a_unit_does_not_read_a_draft_adjustment(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    Edition.objects.create(plan=plan, number=2, reason="调整")
    client = cast.client("district_officer")
    assert "第1版　已生效" in client.get(address(plan)).content.decode()
    assert client.get(address(plan, "?edition=2")).status_code == 404
    assert "第2版　草稿" in cast.client("city_officer").get(address(plan, "?edition=2")).content.decode()


@pytest.mark.parametrize("wanted", ["9", "0", "-1", "x", "1'", "99999999999999999999"])
def test_a_version_that_is_not_there_is_404(cast, draft, wanted):
    assert cast.client("city_officer").get(address(draft, f"?edition={wanted}")).status_code == 404


def test_a_dropped_version_is_read_when_asked_for_only(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    Edition.objects.create(plan=plan, number=2, reason="调整", state=EditionState.DROPPED)
    client = cast.client("city_officer")
    assert "第1版　已生效" in client.get(address(plan)).content.decode()
    assert "第2版　已放弃" in client.get(address(plan, "?edition=2")).content.decode()


def test_who_signed_and_for_whom_it_was_signed_is_told(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour, cast.union])
    edition = plan.editions.get()
    sign(edition, cast.district)
    paper = sign(edition, cast.union)
    type(paper).objects.ungated("a test's own").filter(pk=paper.pk).update(
        on_behalf=True, received_on="2024-04-14"
    )
    page = cast.client("city_officer").get(address(plan)).content.decode()
    signs = [row[-1] for row in lines(page)]
    assert signs[0] == "1/2 已签收"
    assert re.fullmatch(r"\d+月\d+日", signs[1])
    assert signs[2:] == ["未签收", "1/1 已签收", "代签　4月14日"]
    assert "2/3 已签收" in page


def test_strangers_meet_404(cast, draft):
    assert cast.client("district_officer").get(address(draft)).status_code == 404
    assert cast.client("worker").get(address(draft)).status_code == 403


def test_a_plan_without_units_says_what_is_missing(cast):
    plan = make_plan(cast.actor("city_officer"), [])
    assert (
        "还没有列出任务单位；请先在计划里补上。"
        in cast.client("city_officer").get(address(plan)).content.decode()
    )


def test_the_banner_names_gap_and_amount(cast, draft):
    client = cast.client("city_officer")
    assert "分解表差 <b>1家</b>" in client.get(address(draft)).content.decode()
    fragment = client.get(f"/plans/{draft.pk}/grid/gaps/").content.decode()
    assert "分解表差 <b>1家</b>" in fragment
    assert "<html" not in fragment


def test_a_gap_somebody_let_stand_is_told_so(cast, draft):
    (found,) = open_blocking(draft)
    Waiver.objects.create(
        plan=draft,
        key=found.key,
        fingerprint=found.fingerprint,
        settlement=Settlement.WAIVED,
        sentence=found.sentence,
        reason="年中再分。",
        by=cast.users["city_leader"],
    )
    client = cast.client("city_officer")
    assert "分解表差 <b>1家</b>，已说明原因放行。" in client.get(address(draft)).content.decode()
    give(draft.editions.get(), 0, 3)
    page = client.get(address(draft)).content.decode()
    assert "分解表差 <b>3家</b>，补齐或说明原因后可以下发。" in page


def test_too_much_is_told_with_its_sign(cast, draft):
    give(draft.editions.get(), 0, 9)
    page = cast.client("city_officer").get(address(draft)).content.decode()
    assert "分解表差额 <b>+3家</b>，改正或说明原因后可以下发。" in page


def test_the_page_takes_as_many_queries_for_many_units_as_for_one(cast, django_assert_num_queries):
    client = cast.client("city_officer")
    few = make_issued(cast.actor("city_officer"), [cast.district])
    many = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour, cast.union])
    client.get(address(few))
    with django_assert_num_queries(14):
        client.get(address(few))
    with django_assert_num_queries(14):
        client.get(address(many))


def test_a_further_division_divides_its_own_share(cast):
    above = make_issued(cast.actor("city_officer"), [cast.district])
    below = make_plan(cast.actor("district_officer"), [cast.union], share=3, total=5, parent=above)
    page = cast.client("district_officer").get(address(below)).content.decode()
    assert lines(page, "tfoot") == [["本单位任务", "5", ""], ["已分解", "3", ""], ["差额", "−2", ""]]
    assert "分解表差 <b>2家</b>" in page
    assert "可能漏列" not in page
