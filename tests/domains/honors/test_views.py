"""Screens of selection: the happy paths, strangers, and what is told when something is wrong."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.actions import lists, opinions, programmes
from jiangong.domains.honors.choices import NominationState, ObjectionState, ProgrammeState
from jiangong.domains.honors.models import (
    Certificate,
    Consultation,
    Evidence,
    Nomination,
    Objection,
    Programme,
    Service,
    StructureRule,
)
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.rules.notices import next_opening
from jiangong.domains.titles.choices import TitleFamily
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from tests.factories.honors import (
    again,
    certificate_of,
    deeds,
    draft,
    lists_of,
    make_decided,
    make_list,
    make_noticed,
    make_open,
    make_programme,
    nominated,
)
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title
from tests.support.posting import submit


def act(client: Client, programme: Programme, path: str, **fields):
    """An act from the programme's page, which knows its version."""
    fields.setdefault("version", again(programme).version)
    return submit(client, programme.get_absolute_url() + path, **fields)


def page(cast, name: str, address: str) -> str:
    answer = cast.client(name).get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def test_a_programme_is_set_up_from_its_pages(cast):
    client = cast.client("city_officer")
    title = make_title("市级先进个人", TitleFamily.INDIVIDUAL)
    facts = {
        "name": "十大领军人物", "year": "2026", "kind": "honour", "title": title.pk, "places": "10",
        "categories": "企业职工\n农民工", "deeds_min": "200", "deeds_max": "2000", "required_files": ["form"],
        "unit_notice_days": "5", "notice_days": "5", "notice_source": "办法第八条",
    }  # fmt: skip
    answer = submit(client, "/honors/new/", **facts)
    made = Programme.objects.ungated("test").get()
    assert answer.headers["Location"] == f"/honors/{made.pk}/"
    assert (made.organization, made.categories, made.required_files) == (
        cast.federation,
        ["企业职工", "农民工"],
        ["form"],
    )
    text = page(cast, "city_officer", f"/honors/{made.pk}/")
    assert "缺依据文号、批准机关、依据生效日期，不能开始。" in text
    lines = "评审，初审，2026-12-01\n公示，市级公示\n决定，公布"
    assert act(client, made, "stages/", lines=lines).status_code == 302
    assert [one.name for one in made.stages.all()] == ["初审", "市级公示", "公布"]
    rows = f"{cast.district.name}，3，1，企业职工\n{cast.neighbour.name}，2，单列\n全部，4"
    answer = act(client, made, "quotas/", lines=rows)
    assert answer.status_code == 302, answer.content.decode()
    told = [(one.places, one.spare, one.category, one.is_separate) for one in made.quotas.order_by("pk")]
    assert told == [(3, 1, "企业职工", False), (2, 0, "", True), (4, 0, "", False)]
    rule = {"trait": "migrant", "comparison": "at_least", "share": "10", "rounding": "up", "source": "第七条"}
    assert act(client, made, "structure/new/", **rule).status_code == 302
    assert str(made.structure.get()) == "农民工≥10%"
    condition = {"kind": "no_repeat", "number": "5", "source": "第六条"}
    assert act(client, made, "eligibility/new/", **condition).status_code == 302
    assert str(made.eligibility.get()) == "5年内未获得过本称号"


@pytest.mark.parametrize(
    ("address", "lines", "words"),
    [
        ("stages", "评审，初审", "最后一个环节必须是决定"),
        ("stages", "考试，初审\n决定", "没有读懂"),
        ("quotas", "东城区总工会，很多", "没有读懂"),
        ("quotas", "不存在的单位，3", "您管理范围内没有"),
        ("quotas", "东城区总工会，3，1，农民", "项目没有“农民”这个类别"),
        ("quotas", "全部，30", "分配了30个名额，项目名额只有2个"),
    ],
)
def test_lines_that_cannot_be_read_say_why(cast, address, lines, words):
    programme = make_programme(cast.federation)
    answer = act(cast.client("city_officer"), programme, f"{address}/", lines=lines)
    assert words in answer.content.decode()
    assert lines.partition("，")[0] in answer.content.decode()


def test_a_rule_needs_what_it_is_about(cast):
    programme, client = make_programme(cast.federation), cast.client("city_officer")
    both = {"trait": "woman", "comparison": "at_least", "rounding": "up", "source": "第七条"}
    answer = act(client, programme, "structure/new/", **both)
    assert "比例和人数请填写其中一项。" in answer.content.decode()
    answer = act(client, programme, "eligibility/new/", kind="max_age", source="第六条")
    assert "这个条件需要填写这一项。" in answer.content.decode()


def nomination_facts(programme: Programme, **facts) -> dict:
    whole = {
        "programme": programme.pk, "rank": "1", "deeds": deeds(), "position": "钳工", "meeting": "congress",
        "met_on": "2026-03-02", "expected": "60", "attended": "55", "agreed": "50",
    }  # fmt: skip
    return whole | facts


def test_a_unit_nominates_from_its_pages(cast):
    programme, client = make_open(cast.federation), cast.client("district_officer")
    make_person("张三", cast.union, gender="female", is_migrant_worker=True)
    assert f"programme={programme.pk}" in page(cast, "district_officer", f"/honors/{programme.pk}/")
    facts = nomination_facts(
        programme, candidate="张三", organization=cast.district.name, traits=["industrial"]
    )
    answer = submit(client, "/honors/nominations/new/", **facts)
    one = Nomination.objects.ungated("test").get()
    assert answer.headers["Location"] == f"/honors/nominations/{one.pk}/"
    assert one.trait_labels == ["产业工人", "农民工", "女职工"]
    assert submit(client, f"/honors/nominations/{one.pk}/submit/").status_code == 302
    assert again(one).state == NominationState.SUBMITTED
    city = cast.client("city_officer")
    submit(city, f"/honors/nominations/{one.pk}/send-back/", reason="缺佐证")
    assert again(one).state == NominationState.RETURNED
    assert "缺佐证" in page(cast, "district_officer", f"/honors/nominations/{one.pk}/")
    home = page(cast, "district_officer", "/")
    assert "补齐推荐" in home
    facts |= {"position": "高级钳工", "version": again(one).version, "noticed_from": "2026-03-03"}
    answer = submit(client, f"/honors/nominations/{one.pk}/edit/", **facts)
    assert answer.status_code == 302, answer.content.decode()
    assert again(one).position == "高级钳工"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"candidate": "无此人"}, "没有登记“无此人”"),
        ({"agreed": "58"}, "赞成人数不能多于实到人数"),
        ({"attended": "61"}, "实到人数不能多于应到人数"),
        ({"category": "农民"}, "这个项目不分类别"),
    ],
)
def test_a_wrong_nomination_says_what_to_do(cast, facts, words):
    programme = make_open(cast.federation)
    make_person("张三", cast.union)
    sent = nomination_facts(programme, candidate="张三", organization=cast.district.name) | facts
    answer = submit(cast.client("district_officer"), "/honors/nominations/new/", **sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert sent["deeds"] in answer.content.decode()


def test_a_collective_is_nominated_by_name(cast):
    title = make_title("市级先进集体", TitleFamily.COLLECTIVE)
    programme = make_open(cast.federation, title=title)
    sent = nomination_facts(
        programme, candidate=cast.union.name, organization=cast.district.name, team="一车间"
    )
    assert submit(cast.client("district_officer"), "/honors/nominations/new/", **sent).status_code == 302
    one = Nomination.objects.ungated("test").get()
    assert (one.unit, one.bearer) == (cast.union, "东城机床厂工会一车间")


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


def test_departments_are_asked_by_letters_in_an_archive(cast):
    programme, client = make_list(cast.federation, cast.union), cast.client("city_officer")
    due = timezone.localdate() + timedelta(days=9)
    sent = {"departments": "市公安局\n市税务局", "sent_on": f"{timezone.localdate()}", "due_on": f"{due}"}
    assert act(client, programme, "consult/", **sent).status_code == 302
    answer = client.get(f"/honors/{programme.pk}/letters/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["01市公安局.docx", "02市税务局.docx"]
        with zipfile.ZipFile(io.BytesIO(archive.read("01市公安局.docx"))) as letter:
            words = letter.read("word/document.xml").decode()
    assert "市公安局" in words
    assert all(one.bearer in words for one in lists_of(programme))
    police, tax = Consultation.objects.ungated("test").order_by("pk")
    assert (
        act(
            client,
            programme,
            f"letters/{tax.pk}/urge/",
        ).status_code
        == 302
    )
    assert again(tax).urged == 1
    chosen = lists_of(programme)[0]
    reply = {"replied_on": f"{timezone.localdate()}", "against": f"{chosen.bearer}，处罚未结", "version": "0"}
    address = f"/honors/{programme.pk}/letters/{police.pk}/reply/"
    assert (
        "不在这份函的名单里" in submit(client, address, **reply | {"against": "别人，处罚"}).content.decode()
    )
    assert submit(client, address, **reply).status_code == 302
    text = page(cast, "city_officer", f"/honors/{programme.pk}/")
    assert "必须处理，不能放行" in text
    assert "市公安局有异议" in text
    veto = police.vetoes.get()
    assert "处罚未结" in page(cast, "city_officer", f"/honors/nominations/{chosen.pk}/")
    assert act(client, programme, f"vetoes/{veto.pk}/lift/", basis="公函3号").status_code == 302
    assert again(veto).lifted_basis == "公函3号"
    late = client.get(f"{programme.get_absolute_url()}vetoes/{veto.pk}/lift/")
    assert (late.status_code, "撤回这条意见，不用再登记。" in late.content.decode()) == (403, True)


def test_a_row_of_another_programme_is_not_there(cast):
    one, other = make_list(cast.federation, cast.union), make_list(cast.federation, cast.union)
    today = timezone.localdate()
    (letter,) = opinions.consult_departments(other, ["市税务局"], today, today, "", actor=system_actor())
    client = cast.client("city_officer")
    assert client.get(f"/honors/{one.pk}/letters/{letter.pk}/reply/").status_code == 404
    assert submit(client, f"/honors/{one.pk}/letters/{letter.pk}/urge/").status_code == 404


def test_whoever_only_nominates_sees_nothing_of_the_review(cast):
    programme = make_open(cast.federation)
    nominated(programme, cast.union, "自己人")
    nominated(programme, cast.neighbour_union, "邻区人", rank=2)
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    text = page(cast, "district_officer", f"/honors/{programme.pk}/")
    assert "自己人" in text
    assert "邻区人" not in text
    client = cast.client("district_officer")
    for address in ("editions/", "copies/", "print/", "letters/", "advance/", "decide/", "consult/"):
        assert client.get(f"/honors/{programme.pk}/{address}").status_code == 403, address
    assert client.get("/honors/nominations/").content.decode().count("自己人") >= 1


def test_a_draft_is_nobodys_below(cast):
    programme = make_programme(cast.federation)
    assert cast.client("district_officer").get(f"/honors/{programme.pk}/").status_code == 404


def test_an_objection_is_looked_into(cast):
    notice = make_noticed(cast.federation, cast.union)
    waiting = page(cast, "city_officer", notice.programme.get_absolute_url())
    assert ("等公示期满" in waiting, "项待解决" in waiting, "必须处理" in waiting) == (True, False, False)
    about = lists_of(notice.programme)[0]
    address = reverse("honors:public_objection", args=[notice.token])
    Client().post(address, {"about": about.pk, "text": "这个人的材料不属实", "contact": "13512340000"})
    one = Objection.objects.ungated("test").get()
    client = cast.client("city_officer")
    assert "这个人的材料不属实" in page(cast, "city_officer", "/honors/objections/")
    text = page(cast, "city_officer", f"/honors/objections/{one.pk}/")
    assert "13512340000" not in text
    assert "1项待解决" in page(cast, "city_officer", notice.programme.get_absolute_url())
    assert "核实公示异议" in page(cast, "city_officer", "/")
    assert "13512340000" in page(cast, "city_officer", f"/honors/objections/{one.pk}/contact/")
    assert AuditEntry.objects.filter(verb="honors.objection.read_contact").count() == 1
    assert cast.client("district_officer").get(f"/honors/objections/{one.pk}/").status_code == 404
    submit(client, f"/honors/objections/{one.pk}/dismiss/", reason="经查属实，异议不成立")
    assert again(one).state == ObjectionState.UNFOUNDED


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


def test_verification_shows_what_the_certificate_shows_and_no_more(cast):
    one = certificate_of(make_decided(cast.federation, cast.union))
    person = one.nomination.person
    text = Client().get(one.get_public_url()).content.decode()
    for words in (one.bearer, one.number, one.title, one.issuer, "证书有效"):
        assert words in text
    for words in (str(person.pk), person.occupation or "钳工", one.nomination.deeds, "1985"):
        assert words not in text
    assert Client().get("/honors/verify/nothing/").status_code == 404


def test_a_revoked_certificate_says_so_everywhere(cast):
    one = certificate_of(make_decided(cast.federation, cast.union))
    client = cast.client("city_officer")
    facts = {"revoked_on": f"{timezone.localdate()}", "basis": "河工发〔2026〕40号", "reason": "弄虚作假"}
    assert submit(client, f"/honors/certificates/{one.pk}/revoke/", **facts, version="0").status_code == 302
    text = Client().get(one.get_public_url()).content.decode()
    assert "荣誉已撤销" in text
    assert "弄虚作假" not in text
    assert client.get(f"/honors/certificates/{one.pk}/print/").status_code == 403
    text = page(cast, "city_officer", f"/honors/certificates/{one.pk}/")
    assert ("弄虚作假" in text, "打印证书" in text) == (True, False)
    serving = {"kind": "visit", "served_on": f"{timezone.localdate()}", "version": 0}
    late = submit(client, f"/honors/certificates/{one.pk}/serve/", **serving)
    assert "撤销以后的服务不再登记。" in late.content.decode()


def test_services_and_honours_through_the_years(cast):
    one = certificate_of(make_decided(cast.federation, cast.union))
    client = cast.client("district_officer")
    address = f"/honors/certificates/{one.pk}/serve/"
    late = submit(client, address, kind="visit", served_on="2000-01-01", note="")
    assert "服务日期不能更早" in late.content.decode()
    assert (
        submit(
            client, address, kind="visit", served_on=f"{timezone.localdate()}", note="上门慰问"
        ).status_code
        == 302
    )
    assert Certificate.objects.ungated("test").get(pk=one.pk).served == 1
    person = one.nomination.person
    text = page(cast, "district_officer", f"/honors/people/{person.pk}/")
    assert "上门慰问" in text
    assert f"{one.year}年度{one.title}" in text
    assert f"/honors/people/{person.pk}/" in page(cast, "district_officer", f"/people/{person.pk}/")
    text = page(cast, "district_officer", f"/honors/organizations/{cast.district.pk}/")
    assert (f"{one.year}年" in text, "集体荣誉" in text) == (True, False)
    team = make_award(
        make_title("市工人先锋号", TitleFamily.COLLECTIVE), unit=cast.union, team="维修班"
    ).get_absolute_url()
    text = page(cast, "district_officer", f"/honors/organizations/{cast.district.pk}/")
    assert ("集体荣誉" in text, team in text) == (True, True)
    assert f"/honors/organizations/{cast.district.pk}/" in page(
        cast, "district_officer", f"/organizations/{cast.district.pk}/"
    )
    row = Service.objects.get()
    submit(client, f"/honors/certificates/{one.pk}/services/{row.pk}/remove/")
    assert Certificate.objects.ungated("test").get(pk=one.pk).served == 0


def test_copied_deeds_are_shown_side_by_side(cast):
    programme, words = make_open(cast.federation), deeds(60)
    nominated(programme, cast.union, "甲一", deeds=words, rank=1)
    nominated(programme, cast.union, "乙二", deeds=f"{words}。另有补充内容", rank=2)
    text = page(cast, "city_officer", f"/honors/{programme.pk}/copies/")
    assert "比较了2份事迹" in text
    assert words[:30] in text


def test_a_notice_is_announced_from_its_page(cast, monkeypatch):
    programme = make_list(cast.federation, cast.union)
    programme = programmes.advance_programme(programme, "通过", actor=system_actor())
    client, today = cast.client("city_officer"), timezone.localdate()
    monkeypatch.setattr("jiangong.domains.honors.rules.notices.is_known", lambda year: True)
    facts = {"opens_on": f"{today + timedelta(days=1)}", "opens_time": "09:00", "contact": "0371-66123456"}
    offered = client.get(f"/honors/{programme.pk}/publish/").content.decode()
    assert f'value="{next_opening(timezone.now())}"' in offered  # what is offered can be sent as it stands
    answer = act(client, programme, "publish/", **facts, version=programme.version)
    assert answer.status_code == 302, answer.content.decode()
    notice = programme.notices.get()
    text = page(cast, "city_officer", f"/honors/{programme.pk}/")
    assert "等待公开" in text
    assert Client().get(notice.get_public_url()).status_code == 404
    recalled = act(client, programme, f"notices/{notice.pk}/recall/", reason="名单有误")
    assert recalled.status_code == 302
    assert "名单有误" in page(cast, "city_officer", f"/honors/{programme.pk}/")


def test_the_list_of_programmes_reads_a_constant_number_of_rows(cast, django_assert_max_num_queries):
    for _ in range(4):
        make_open(cast.federation)
    client = cast.client("city_officer")
    with django_assert_max_num_queries(32):
        assert client.get("/honors/").status_code == 200


def test_a_long_list_costs_no_more_queries_than_a_short_one(cast, django_assert_max_num_queries):
    programme = make_open(cast.federation, places=30)
    for rank in range(12):
        nominated(programme, cast.union, rank=rank + 1, traits=["industrial"])
    programmes.set_rule(programme, StructureRule(trait="woman", share=20, source="x"), actor=system_actor())
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    client = cast.client("city_officer")
    with django_assert_max_num_queries(60):
        assert client.get(f"/honors/{programme.pk}/").status_code == 200


def test_programmes_are_found(cast):
    make_open(cast.federation, name="十面红旗单位评选")
    assert "十面红旗单位评选" in page(cast, "district_officer", "/search/?q=十面红旗")


def test_who_runs_no_programme_may_not_arrange_its_list(cast):
    programme = make_list(cast.federation, cast.union)
    one = lists_of(programme)[0]
    submit(cast.client("district_officer"), f"/honors/nominations/{one.pk}/drop/", reason="自己撤")
    assert again(one).state == NominationState.LISTED
    submit(cast.client("city_officer"), f"/honors/nominations/{one.pk}/drop/", reason="核实有误")
    assert (again(one).state, again(one).reason) == (NominationState.DROPPED, "核实有误")


def test_a_person_who_was_erased_leaves_no_words_behind(cast):
    from jiangong.domains.people.actions import erase_person

    one = draft(make_open(cast.federation), cast.union, "要删除的人")
    erase_person(one.person, "本人要求", actor=cast.actor("city_officer"))
    stored = again(one)
    assert (stored.deeds, stored.position, "要删除的人" in stored.bearer) == ("", "", False)
    assert Evidence.objects.count() == 0
