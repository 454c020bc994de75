"""A programme's course: lists compared, swapped, waived, decided."""

from datetime import timedelta

from django.utils import timezone

from jiangong.domains.honors.actions import programmes
from jiangong.domains.honors.choices import NominationState, ProgrammeState
from jiangong.domains.honors.models import (
    StructureRule,
)
from jiangong.domains.honors.queries.programmes import forget
from jiangong.kit.access.actor import system_actor
from tests.factories.honors import (
    again,
    certificate_of,
    deeds,
    make_list,
    make_open,
    nominated,
)
from tests.support.honors_pages import act, page


def test_a_list_is_swapped_with_one_click_and_compared(cast):
    programme = make_open(cast.federation)
    programmes.set_rule(
        programme, StructureRule(trait="migrant", number=1, source="第七条"), actor=system_actor()
    )
    for rank in (1, 2):
        nominated(programme, cast.union, rank=rank)
    spare = nominated(programme, cast.union, "备选人", rank=3, traits=["migrant"])
    forget(programme)
    client = cast.client("city_officer")
    assert (
        act(
            client,
            programme,
            "compile/",
        ).status_code
        == 302
    )
    text = page(cast, "city_officer", f"/honors/{programme.pk}/")
    assert "替换1名即可使名单合规" in text
    assert "已逐一比较，没有更少的替换。" in text
    code = text.partition('name="code" value="')[2].partition('"')[0]
    act(client, programme, "swap/", code=code, reason="结构要求")
    assert again(spare).state == NominationState.LISTED
    assert f"/honors/{programme.pk}/editions/" in page(cast, "city_leader", f"/honors/{programme.pk}/")
    assert page(cast, "city_leader", f"/honors/{programme.pk}/editions/")  # who is led there may read it
    text = page(cast, "city_officer", f"/honors/{programme.pk}/editions/")
    assert "第1稿到第2稿的变动" in text
    assert "备选人" in text
    assert "结构要求" in text
    answer = act(client, programme, "swap/", code="乱写", reason="x")
    assert "请刷新页面后再点一次" in client.get(answer.headers["Location"]).content.decode()


def test_a_finding_is_waived_by_name(cast):
    programme = make_list(cast.federation, cast.union)
    programmes.set_rule(
        programme, StructureRule(trait="woman", number=1, source="第七条"), actor=system_actor()
    )
    rule, client = programme.structure.get(), cast.client("city_officer")
    address = f"/honors/{programme.pk}/waive/?key=structure:{rule.pk}:0-2"
    assert "女职工0人，要求≥1人（现0人，需1人）" in client.get(address).content.decode()
    assert act(client, programme, "waive/", key=f"structure:{rule.pk}:0-2", reason="").status_code == 422
    assert (
        act(client, programme, "waive/", key=f"structure:{rule.pk}:0-2", reason="行业特点").status_code == 302
    )
    text = page(cast, "city_officer", f"/honors/{programme.pk}/")
    assert "已说明理由放行" in text
    assert "行业特点" in text


def test_copied_deeds_are_shown_side_by_side(cast):
    programme, words = make_open(cast.federation), deeds(60)
    nominated(programme, cast.union, "甲一", deeds=words, rank=1)
    nominated(programme, cast.union, "乙二", deeds=f"{words}。另有补充内容", rank=2)
    text = page(cast, "city_officer", f"/honors/{programme.pk}/copies/")
    assert "比较了2份事迹" in text
    assert words[:30] in text


def test_the_decision_and_the_certificate(cast):
    programme = make_list(cast.federation, cast.union, stages=(("review", "评审"), ("decision", "公布")))
    client = cast.client("city_officer")
    answer = act(client, programme, "advance/", reason="审议通过", version=programme.version)
    assert answer.status_code == 302
    facts = {"decided_on": f"{timezone.localdate()}", "decision_number": "河工发〔2026〕30号"}
    assert (
        "不能晚于今天"
        in act(
            client,
            programme,
            "decide/",
            **facts | {"decided_on": f"{timezone.localdate() + timedelta(days=1)}"},
            version=again(programme).version,
        ).content.decode()
    )
    answer = act(client, programme, "decide/", **facts, version=again(programme).version)
    assert answer.status_code == 302, answer.content.decode()
    assert again(programme).state == ProgrammeState.DECIDED
    one = certificate_of(programme)
    assert one.number in page(cast, "city_officer", "/honors/certificates/")
    printed = client.get(f"/honors/certificates/{one.pk}/print/")
    assert printed.content.startswith(b"%PDF")
    assert client.get(f"/honors/{programme.pk}/certificates/").content.startswith(b"%PDF")
    assert "公开" not in page(cast, "city_officer", f"/honors/{programme.pk}/")
    for kind in ("docx", "pdf", "xlsx"):
        assert client.get(f"/honors/{programme.pk}/print/?as={kind}").status_code == 200
