"""What somebody may type wrongly, twice or too late: one clear sentence in place, and nothing of it lost."""

import html
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.actions import lists, opinions, programmes
from jiangong.domains.honors.choices import Comparison, Reply, StageKind, Trait
from jiangong.domains.honors.models import Consultation, Objection, Programme, StructureRule
from jiangong.domains.titles.choices import TitleFamily
from jiangong.kit.access.actor import system_actor
from tests.factories.honors import (
    again,
    certificate_of,
    draft,
    lists_of,
    make_decided,
    make_list,
    make_noticed,
    make_open,
    make_programme,
    nominated,
    pass_stage,
)
from tests.factories.people import make_person
from tests.factories.titles import make_title
from tests.support.posting import submit

ASKING = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))
DECIDING = ((StageKind.REVIEW, "评审"), (StageKind.DECISION, "公布"))
WRONG = ("甚" * 21_000, "前天\x00", "-99999999999999999999", "0001-01-01")
TODAY = timezone.localdate


def address(row, path: str) -> str:
    return row.get_absolute_url() + path


def text_of(answer) -> str:
    return html.unescape(answer.content.decode())


def rule_of(programme: Programme, trait: str = Trait.WOMAN) -> StructureRule:
    rule = StructureRule(trait=trait, comparison=Comparison.AT_LEAST, number=1, source="评选办法第七条")
    return programmes.set_rule(programme, rule, actor=system_actor())


def letter_to(programme: Programme, department: str = "市税务局") -> Consultation:
    (made,) = opinions.consult_departments(
        programme, [department], TODAY(), TODAY(), "", actor=system_actor()
    )
    return made


def forms_of(cast) -> dict[str, tuple[object, tuple[str, ...]]]:
    """Every form of selection: its address, the row whose version it carries, the names of its fields."""
    programme, asking = (
        make_programme(cast.federation),
        make_list(cast.federation, cast.union, stages=ASKING),
    )
    notice, letter = make_noticed(cast.federation, cast.union), letter_to(asking)
    reviewed = make_list(cast.federation, cast.union)
    shown, decided = (
        pass_stage(make_list(cast.federation, cast.union)),
        pass_stage(make_list(cast.federation, cast.union, stages=DECIDING)),
    )
    certificate = certificate_of(make_decided(cast.federation, cast.union))
    one = draft(make_open(cast.federation), cast.union)
    facts = (
        "name", "year", "places", "note", "basis_number", "basis_authority", "basis_entry", "valid_from",
        "nominate_from", "deeds_min", "unit_notice_days", "notice_days", "notice_source", "issuer",
    )  # fmt: skip
    nomination = ("organization", "candidate", "team", "position", "rank", "deeds", "met_on", "expected")
    rule = ("share", "number", "base", "source", "from_on", "until_on")
    return {
        "/honors/new/": (None, facts),
        address(programme, "edit/"): (programme, facts),
        address(programme, "stages/"): (programme, ("lines",)),
        address(programme, "quotas/"): (programme, ("lines",)),
        address(programme, "structure/new/"): (programme, rule),
        address(programme, "eligibility/new/"): (programme, ("number", "source", "from_on")),
        address(asking, "consult/"): (asking, ("departments", "letter_number", "sent_on", "due_on")),
        address(asking, f"letters/{letter.pk}/reply/"): (letter, ("replied_on", "reply_number", "against")),
        address(shown, "publish/"): (shown, ("opens_on", "opens_time", "contact")),
        address(notice.programme, f"notices/{notice.pk}/recall/"): (notice.programme, ("reason",)),
        address(reviewed, "advance/"): (reviewed, ("reason",)),
        address(decided, "decide/"): (decided, ("decided_on", "decision_number")),
        "/honors/nominations/new/": (None, nomination),
        address(one, "edit/"): (one, nomination),
        address(certificate, "revoke/"): (certificate, ("revoked_on", "basis", "reason")),
        address(certificate, "serve/"): (certificate, ("served_on", "note")),
        f"{notice.get_public_url()}objection/": (None, ("about", "text", "contact")),
    }


def test_no_form_breaks_or_forgets_whatever_is_typed(cast):
    """Nothing, far too much, and what is no date, number or text: refused on the form, which keeps it."""
    client, counted = cast.client("city_officer"), Programme.objects.ungated("test").count
    forms = forms_of(cast)
    before = counted()
    for place, (row, names) in forms.items():
        version = {} if row is None else {"version": again(row).version}
        for typed in WRONG if names != ("reason",) else WRONG[:2]:  # any text is a reason
            answer = submit(client, place, **version, **dict.fromkeys(names, typed))
            assert answer.status_code == 422, (place, typed[:12], answer.status_code)
            page = text_of(answer)
            assert 'role="alert"' in page, place
            assert "Enter a" not in page, place
            assert "\x00" in typed or typed in page, (place, typed[:12])
        blank = submit(client, place, **version, **dict.fromkeys(names, ""))
        assert blank.status_code in (422, 302), (place, blank.status_code)
        assert blank.status_code == 422 or place.endswith("quotas/"), place  # no quotas is an answer
    assert counted() == before


def test_what_nobody_can_have_meant_is_told_at_its_field(cast):
    client, today = cast.client("city_officer"), TODAY()
    programme, opened = make_programme(cast.federation), make_open(cast.federation)
    asking = make_list(cast.federation, cast.union, stages=ASKING)
    make_person("张三", cast.union)
    title = make_title("某称号", TitleFamily.INDIVIDUAL)
    whole = {
        "name": "甲",
        "year": today.year,
        "kind": "honour",
        "title": title.pk,
        "places": 1,
        "deeds_min": 1,
    }
    whole |= {"deeds_max": 9, "unit_notice_days": 5, "notice_days": 5}
    rule = {"trait": "woman", "comparison": "at_least", "number": 1, "rounding": "up", "source": "办法"}
    letter = {"departments": "市公安局", "sent_on": today, "due_on": today}
    someone = {"programme": opened.pk, "organization": cast.union.name, "candidate": "张三", "rank": 1}
    v = {"version": programme.version}
    cases = (
        ("/honors/new/", whole | {"year": 0}, "年度请填1949到"),
        ("/honors/new/", whole | {"valid_from": "0202-01-01"}, "日期的年份是202年，请核对。"),
        ("/honors/new/", whole | {"deeds_min": 10}, "</a>：事迹最多字数不能少于最少字数。"),
        (
            "/honors/new/",
            whole | {"valid_from": "2026-02-01", "valid_until": "2026-01-01"},
            "依据有效期不能早于生效日期",
        ),
        (
            address(programme, "structure/new/"),
            v | rule | {"from_on": "2026-02-01", "until_on": "2026-01-01"},
            "结束日期不能早于开始日期。",
        ),
        (
            address(asking, "consult/"),
            letter | {"version": asking.version, "due_on": today + timedelta(days=400)},
            "回复期限在发函一年以后，请核对。",
        ),
        ("/honors/nominations/new/", someone | {"rank": 0}, "推荐顺序从1开始。"),
        (
            "/honors/nominations/new/",
            someone | {"met_on": today + timedelta(days=1)},
            "会议日期不能晚于今天，请核对。",
        ),
        ("/honors/nominations/new/", someone | {"met_on": "2206-03-01"}, "日期的年份是2206年，请核对。"),
    )
    for place, fields, sentence in cases:
        answer = submit(client, place, **fields)
        assert (answer.status_code, sentence in text_of(answer)) == (422, True), (place, sentence)
    assert (asking.consultations.count(), programme.structure.count()) == (0, 0)


def test_a_form_that_has_closed_meanwhile_gives_back_what_was_typed(cast):
    """Somebody else advanced, decided or handed in: the sentence and every word are on one page."""
    client, words = cast.client("city_officer"), "评审委员会三次会议逐名审议通过，意见一致"
    reviewed, asking = (
        make_list(cast.federation, cast.union),
        make_list(cast.federation, cast.union, stages=ASKING),
    )
    letter = letter_to(asking)
    one = draft(make_open(cast.federation), cast.union)
    stale = reviewed.version
    pass_stage(reviewed)
    type(reviewed)._base_manager.filter(pk=asking.pk).update(state="decided")
    type(one)._base_manager.filter(pk=one.pk).update(state="submitted")
    cases = (
        (address(reviewed, "advance/"), {"version": stale, "reason": words}, words, "还没有发布公示"),
        (
            address(asking, f"letters/{letter.pk}/reply/"),
            {"version": 0, "replied_on": TODAY(), "reply_number": "税函〔2026〕8号"},
            "税函〔2026〕8号",
            "汇总名单以后才能征求部门意见。",
        ),
        (address(one, "edit/"), {"version": one.version, "deeds": words}, words, "要修改请先退回或撤回。"),
    )
    for place, fields, kept, sentence in cases:
        answer = submit(client, place, **fields)
        page = text_of(answer)
        assert (answer.status_code, kept in page, sentence in page) == (403, True, True), place
    assert again(letter).reply == Reply.NONE


def test_what_is_sent_twice_is_done_once(cast):
    """From two windows too: letters to a department that has one, the same words of a passer-by."""
    client, asking = cast.client("city_officer"), make_list(cast.federation, cast.union, stages=ASKING)
    fields = {"departments": "市公安局\n市税务局", "sent_on": TODAY(), "due_on": TODAY()}
    first = submit(client, address(asking, "consult/"), version=asking.version, **fields)
    second = submit(client, address(asking, "consult/"), version=again(asking).version, **fields)
    assert (first.status_code, second.status_code) == (302, 422)
    assert "已经就这份名单向市公安局、市税务局发函，还没有回复。" in text_of(second)
    assert asking.consultations.count() == 2
    notice, said = make_noticed(cast.federation, cast.union), {"text": "事迹与实际不符，请核实", "about": ""}
    for _ in range(2):
        assert Client().post(f"{notice.get_public_url()}objection/", said).status_code == 302
    Client().post(f"{notice.get_public_url()}objection/", said | {"text": "另一件事，也请核实"})
    assert Objection.objects.ungated("test").count() == 2


def test_two_who_correct_one_rule_do_not_overwrite_each_other(cast):
    client, programme = cast.client("city_officer"), make_programme(cast.federation)
    rule, other = rule_of(programme), rule_of(make_programme(cast.federation))
    place = reverse("honors:structure_edit", args=[programme.pk, rule.pk])
    fields = {
        "trait": "woman",
        "comparison": "at_least",
        "rounding": "up",
        "source": "办法",
        "version": rule.version,
    }
    assert submit(client, place, number=2, **fields).status_code == 302
    late = submit(client, place, number=9, **fields)
    assert (late.status_code, 'value="9"' in text_of(late)) == (409, True)
    assert again(rule).number == 2
    strange = reverse("honors:structure_remove", args=[programme.pk, other.pk])
    submit(client, strange)
    assert again(other).pk  # another programme's rule is not reached through this one
    for _ in range(2):
        answer = submit(client, reverse("honors:structure_remove", args=[programme.pk, rule.pk]))
        assert answer.headers["Location"] == programme.get_absolute_url()
    assert not programme.structure.exists()


def test_who_runs_another_union_reaches_none_of_these_forms(cast):
    """A district sees the city's programme only as its own candidates: its forms are shut, another's not there."""
    client = cast.client("district_officer")
    programme = make_list(cast.neighbour, cast.neighbour_union, stages=ASKING)
    one = nominated(make_open(cast.neighbour), cast.neighbour_union)
    places = ("edit/", "stages/", "quotas/", "consult/", "advance/", "structure/new/")
    seen = {submit(client, address(programme, path), version=0).status_code for path in places}
    assert seen == {404}
    assert submit(client, address(one, "edit/"), version=0, deeds="改写").status_code == 404
    ours = make_list(cast.federation, cast.union, stages=ASKING)
    answers = [submit(client, address(ours, path), version=ours.version) for path in places]
    assert {one.status_code for one in answers} == {403}
    assert lists_of(ours)


def test_namesakes_in_a_letter_are_told_apart_by_their_unit(cast):
    programme = make_open(cast.federation, places=3)
    ours = nominated(programme, cast.union, "李强")
    theirs = nominated(programme, cast.neighbour_union, "李强")
    lists.compile_list(again(programme), actor=system_actor())
    letter = letter_to(again(programme))
    client, place = cast.client("city_officer"), address(programme, f"letters/{letter.pk}/reply/")
    fields = {"version": 0, "replied_on": TODAY()}
    unclear = submit(client, place, against="李强，欠税", **fields)
    assert (unclear.status_code, "有同名的，请写成“姓名（单位）”" in text_of(unclear)) == (422, True)
    long = submit(client, place, against=f"李强（{cast.union.name}），{'税' * 301}", **fields)
    assert "意见内容超过300字" in text_of(long)
    assert submit(client, place, against=f"李强({cast.union.name})，欠税", **fields).status_code == 302
    assert [one.nomination_id for one in letter.vetoes.all()] == [ours.pk] != [theirs.pk]


def test_a_reason_is_kept_to_its_last_word(cast):
    """As long as the dialog lets it be."""
    client, reason = cast.client("city_officer"), "因" * 499 + "由"
    programme, opened = make_list(cast.federation, cast.union), make_open(cast.federation)
    one, sent = lists_of(programme)[0], nominated(opened, cast.union)
    submit(client, address(one, "drop/"), reason=reason)
    submit(client, address(sent, "send-back/"), reason=reason)
    submit(client, address(opened, "cancel/"), reason=reason)
    kept = (
        again(one).reason,
        again(sent).reason,
        programme.editions.first().reason,
        again(opened).closing_reason,
    )
    assert kept == (reason,) * 4
