"""After handing in a unit may still tell of its own meeting and notice, and of nothing else."""

import html
from datetime import date

from jiangong.domains.honors.actions import lists
from jiangong.domains.honors.choices import StageKind
from jiangong.domains.honors.models import Nomination
from jiangong.domains.honors.queries.findings import blocking
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.receivers.todos import unit_notice_todos
from jiangong.kit.access.actor import system_actor
from jiangong.kit.attachments.slots import owner_of
from tests.factories.honors import again, draft, make_decided, make_open, nominated, pass_stage
from tests.support.posting import submit

STAGES = ((StageKind.UNIT_NOTICE, "单位公示"), (StageKind.DECISION, "公布"))
TOLD = {
    "meeting": "congress",
    "met_on": "2026-03-02",
    "expected": "60",
    "attended": "55",
    "agreed": "50",
    "noticed_from": "2026-03-03",
    "noticed_until": "2026-03-20",
}


def under_review(cast) -> Nomination:
    programme = make_open(cast.federation, stages=STAGES, unit_notice_days=5)
    one = nominated(programme, cast.district, noticed_from=None, noticed_until=None)
    forget(programme)
    lists.compile_list(again(programme), actor=system_actor())
    return again(one)


def test_a_notice_told_during_the_review_lets_the_stage_end(cast):
    one = under_review(cast)
    address, client = f"{one.get_absolute_url()}supplement/", cast.client("district_officer")
    assert [todo.url for todo in unit_notice_todos(cast.actor("district_officer"))] == [address]
    assert [*unit_notice_todos(cast.actor("neighbour_officer"))] == []
    shown = html.unescape(client.get(one.get_absolute_url()).content.decode())
    assert f'href="{address}">补充</a>' in shown
    assert [found.key for found in blocking(one.programme)] == [f"unit_notice:{one.pk}"]
    late = submit(client, address, **(TOLD | {"noticed_until": "2026-03-01", "version": one.version}))
    assert "单位公示结束不能早于开始" in late.content.decode()
    told = TOLD | {"version": one.version, "deeds": "另一份事迹", "position": "厂长"}
    assert submit(client, address, **told).status_code == 302
    kept = again(one)
    assert (kept.noticed_until, kept.deeds, kept.position) == (date(2026, 3, 20), one.deeds, one.position)
    assert [*unit_notice_todos(cast.actor("district_officer"))] == []
    pass_stage(again(one.programme))


def test_what_can_no_longer_be_corrected_offers_no_way_to(cast):
    one, client = under_review(cast), cast.client("district_officer")
    Nomination.objects.ungated("test").filter(pk=one.pk).update(deeds="短")
    shown = html.unescape(client.get(one.get_absolute_url()).content.decode())
    assert "主要事迹1字" in shown
    assert shown.count(">补充</a>") == 1  # the notice


def test_only_the_units_own_steps_take_files_after_handing_in(cast):
    one, actor = under_review(cast), cast.actor("district_officer")
    refusal = owner_of(one).refusal
    slots = {slot.name: not refusal(one, slot, actor) for slot in Nomination.attachment_slots}
    assert slots == {"form": False, "meeting": True, "notice": True, "deeds": False, "proof": False}


def test_before_handing_in_and_after_the_decision_there_is_nothing_to_supplement(cast):
    begun = draft(make_open(cast.federation), cast.district)
    client = cast.client("district_officer")
    answer = submit(client, f"{begun.get_absolute_url()}supplement/", **TOLD, version=begun.version)
    assert "请直接修改" in html.unescape(answer.content.decode())
    over = Nomination.objects.ungated("test").filter(programme=make_decided(cast.federation, cast.union))
    answer = submit(client, f"{over[0].get_absolute_url()}supplement/", **TOLD, version=over[0].version)
    assert "不能再补充" in html.unescape(answer.content.decode())
