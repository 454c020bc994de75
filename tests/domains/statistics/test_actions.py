"""Circulars: figures of the screen when issued, and the same ever after."""

from datetime import date

import pytest

from jiangong.domains.organizations.models import Organization
from jiangong.domains.statistics import actions
from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.models import Circular, TilePlace
from jiangong.domains.statistics.queries import printing
from jiangong.domains.statistics.queries.circulars import changes_since, fresh_board, is_intact
from jiangong.domains.statistics.queries.printing import circular_document, programme_table
from jiangong.domains.statistics.queries.snapshots import board_from
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.lib.officialdoc.writing import write_text
from tests.domains.statistics.conftest import DAY, put


@pytest.fixture
def draft(cast, plan, figures) -> Circular:
    values = {"title": "关于进展情况的通报", "official_number": "〔2024〕9号", "demands": "抓紧推进。"}
    return actions.compile_circular(plan, DAY, values, actor=cast.actor("city_officer"))


def again(circular: Circular) -> Circular:
    return Circular.objects.ungated("as stored").select_related("plan__organization").get(pk=circular.pk)


def test_a_circular_says_what_the_board_says(plan, draft):
    now, kept = fresh_board(plan, DAY), board_from(again(draft).figures)
    assert kept.rows == now.rows
    assert kept.head == now.head
    text = write_text(circular_document(draft))
    assert "师带徒协议任务100份，完成67份，完成率67%，略滞后。" in text
    assert "数据截至2024年9月30日，时序进度74.9%（274/366天）" in text
    assert "抓紧推进。" in text
    [annex] = circular_document(draft).annexes
    assert annex.blocks == (programme_table(now, "建功行动专案"),)


def test_an_issued_circular_never_changes(cast, plan, goals, draft, monkeypatch):
    """The correction that comes later is told beside it, and changes not a character of what is printed."""
    issued = actions.issue_circular(draft, actor=cast.actor("city_leader"))
    before = write_text(circular_document(again(issued)))
    put(goals[1].indicator, cast.union, date(2024, 5, 5), "30")
    stored = again(issued)
    assert write_text(circular_document(stored)) == before
    monkeypatch.setattr(printing, "CUT_RULE", "以后的说法。")  # a later version words it otherwise
    Organization.objects.ungated("renamed").filter(pk=cast.federation.pk).update(name="改了名的总工会")
    assert write_text(circular_document(again(draft))) == before
    assert is_intact(stored)
    stored.paper["title"] = "改过的题目"
    assert not is_intact(stored)
    told = [(one.unit, one.measure, one.before, one.after) for one in changes_since(stored)]
    assert told == [("改了名的总工会", "完成数", 67, 97), ("东城区", "完成数", 60, 90)]
    with pytest.raises(NotAllowed, match="已印发"):
        actions.renew_circular(stored, actor=cast.actor("city_officer"))


def test_a_stale_draft_is_not_issued_until_it_is_renewed(cast, goals, draft):
    put(goals[1].indicator, cast.union, date(2024, 5, 5), "30")
    with pytest.raises(NotAllowed, match="有2个数变了"):
        actions.issue_circular(again(draft), actor=cast.actor("city_leader"))
    renewed = actions.renew_circular(again(draft), actor=cast.actor("city_officer"))
    assert changes_since(renewed) == []
    issued = actions.issue_circular(renewed, actor=cast.actor("city_leader"))
    assert (issued.state, issued.issuer_id) == (CircularState.ISSUED, cast.users["city_leader"].pk)
    verbs = AuditEntry.objects.filter(verb__startswith="statistics.circular.").order_by("pk")
    assert [one.verb.rpartition(".")[2] for one in verbs] == ["create", "renew", "issue"]


def test_a_target_that_was_adjusted_is_a_change_too(plan, draft):
    plan.editions.get().targets.filter(value=100).update(value=90)
    told = [(one.unit, one.measure, one.before, one.after) for one in changes_since(again(draft))]
    assert told == [("东城区", "任务数", 100, 90)]


def test_only_who_made_the_plan_tells_how_it_goes(cast, plan, draft):
    with pytest.raises(NotAllowed, match="由别的单位制订"):
        actions.compile_circular(plan, DAY, {"title": "通报"}, actor=cast.actor("district_officer"))
    with pytest.raises(NotAllowed, match="由计划的制订单位办理"):
        actions.issue_circular(draft, actor=cast.actor("district_officer"))
    with pytest.raises(NotAllowed, match="没有“印发进度通报”"):
        actions.issue_circular(draft, actor=cast.actor("city_officer"))


def test_units_read_what_is_issued_and_no_drafts(cast, draft):
    seen = Circular.objects.visible_to(cast.actor("district_officer"))
    assert not seen.exists()
    actions.issue_circular(draft, actor=cast.actor("city_leader"))
    assert seen.get() == draft
    assert not Circular.objects.visible_to(cast.actor("outsider")).exists()


def test_the_future_has_no_figures(cast, plan):
    with pytest.raises(Refusal, match="不能晚于今天"):
        actions.compile_circular(plan, date(2999, 1, 1), {"title": "通报"}, actor=cast.actor("city_officer"))


def test_nobody_overwrites_words_they_have_not_seen(cast, draft):
    first, second = again(draft), again(draft)
    first.problems, second.problems = "一", "二"
    actions.revise_circular(first, ["problems"], first.version, actor=cast.actor("city_officer"))
    with pytest.raises(Conflict):
        actions.revise_circular(second, ["problems"], second.version, actor=cast.actor("city_officer"))


def test_two_units_never_share_a_tile(cast):
    actor = cast.actor("city_officer")
    with pytest.raises(Refusal, match="同一格"):
        actions.arrange_tiles({cast.district: (1, 1), cast.neighbour: (1, 1)}, actor=actor)
    actions.arrange_tiles({cast.district: (1, 1), cast.neighbour: (1, 2)}, actor=actor)
    actions.arrange_tiles({cast.district: (1, 2), cast.neighbour: None}, actor=actor)
    places = TilePlace.objects.ungated("a test's own").values_list("organization_id", "row", "column")
    assert list(places) == [(cast.district.pk, 1, 2)]
