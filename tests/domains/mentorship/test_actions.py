"""Agreements from the draft to their end: numbers, signatures, overlap, caps, checks, days."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.mentorship import actions
from jiangong.domains.mentorship.actions.course import Finding
from jiangong.domains.mentorship.choices import AgreementState, Channel, Party, ReviewKind
from jiangong.domains.mentorship.models import Agreement, Review
from jiangong.domains.people.actions import merge_people
from jiangong.domains.people.actions.privacy import erase_person
from jiangong.domains.people.choices import SkillGrade
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.mentorship import (
    days_ago,
    make_agreement,
    make_apprentice,
    make_master,
    make_submitted,
    make_valid,
    scan,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def master(cast):
    """A master with an account of their own."""
    return make_master(cast.union, user=cast.users["worker"])


def finding(**facts) -> Finding:
    facts.setdefault("held_on", TODAY())
    facts.setdefault("assessor", "赵主任")
    facts.setdefault("result", "passed")
    return Finding(**facts)


# Numbers


def test_numbers_run_through_a_units_year_and_a_draft_has_none(officer, cast):
    draft = make_agreement(officer)
    assert (draft.number, draft.state, draft.clerk) == ("", AgreementState.DRAFT, officer.user)
    assert draft.midterm_due_on == draft.starts_on + timedelta(days=182)
    year = TODAY().year
    first = actions.submit_agreement(draft, actor=officer)
    second = make_submitted(officer, master=first.master, apprentice=make_apprentice(cast.union, "二徒弟"))
    other = make_submitted(cast.actor("neighbour_officer"))
    assert [one.number for one in (first, second, other)] == [
        f"师徒〔{year}〕1号",
        f"师徒〔{year}〕2号",
        f"师徒〔{year}〕1号",
    ]


def test_a_withdrawn_agreement_keeps_its_number_and_loses_its_signatures(officer, cast, master):
    agreement = make_submitted(officer, master=master)
    worker = cast.actor("worker")
    signed = actions.sign_agreement(agreement, agreement.contents, actor=worker)
    assert (signed.master_channel, signed.unsigned) == (Channel.SCREEN, [Party.APPRENTICE])
    withdrawn = actions.withdraw_agreement(signed, actor=officer)
    assert (withdrawn.master_signed_on, withdrawn.master_channel) == (None, "")
    withdrawn.ends_on += timedelta(days=30)
    actions.revise_agreement(withdrawn, ["ends_on"], withdrawn.version, actor=officer)
    again = actions.submit_agreement(withdrawn, actor=officer)
    assert (again.number_serial, again.unsigned) == (1, list(Party))


def test_a_numbered_agreement_stays_with_its_unit(officer, cast):
    upper = cast.actor("district_officer")
    draft = actions.withdraw_agreement(make_submitted(upper, cast.union), actor=upper)
    draft.organization = cast.district
    with pytest.raises(Refusal, match="已经编号，不能改换责任单位"):
        actions.revise_agreement(draft, ["organization"], draft.version, actor=upper)


# Two signatures


def test_both_on_screen_make_it_valid_with_the_second(officer, cast, master):
    apprentice = make_apprentice(cast.union, user=cast.users["union_officer"])
    agreement = make_submitted(officer, master=master, apprentice=apprentice)
    half = actions.sign_agreement(agreement, agreement.contents, actor=cast.actor("worker"))
    assert (half.state, half.effective_on) == (AgreementState.SIGNING, None)
    whole = actions.sign_agreement(agreement, agreement.contents, actor=officer)
    assert (whole.state, whole.effective_on) == (AgreementState.VALID, TODAY())
    assert whole.lapses_on == whole.ends_on + timedelta(days=1)
    verbs = (
        AuditEntry.objects.filter(target_id=str(agreement.pk)).order_by("pk").values_list("verb", flat=True)
    )
    assert [one.rsplit(".", 1)[1] for one in verbs] == ["create", "submit", "sign", "sign", "take_effect"]


def test_only_the_parties_sign_and_only_once(officer, cast, master):
    agreement = make_submitted(officer, master=master)
    with pytest.raises(NotAllowed, match="请由师傅、徒弟用本人账号登录后签署"):
        actions.sign_agreement(agreement, agreement.contents, actor=officer)
    actions.sign_agreement(agreement, agreement.contents, actor=cast.actor("worker"))
    with pytest.raises(NotAllowed, match="您已经签署，等徒弟签字后生效"):
        actions.sign_agreement(agreement, agreement.contents, actor=cast.actor("worker"))


def test_a_text_changed_after_it_was_read_is_not_signed(officer, cast, master):
    agreement = make_submitted(officer, master=master)
    read = agreement.contents
    draft = actions.withdraw_agreement(agreement, actor=officer)
    draft.terms = "徒弟出师后服务三年。"
    actions.revise_agreement(draft, ["terms"], draft.version, actor=officer)
    actions.submit_agreement(draft, actor=officer)
    with pytest.raises(Conflict, match="在您阅读之后有修改，没有签署"):
        actions.sign_agreement(draft, read, actor=cast.actor("worker"))


def test_paper_needs_its_scan_and_counts_from_the_later_day(officer):
    agreement = make_submitted(officer)
    days = {Party.MASTER: days_ago(90), Party.APPRENTICE: days_ago(80)}
    with pytest.raises(Refusal, match="请上传有签字的协议扫描件或照片"):
        actions.record_signatures(agreement, days, [], actor=officer)
    half = actions.record_signatures(agreement, {Party.MASTER: days_ago(90)}, [scan()], actor=officer)
    assert half.state == AgreementState.SIGNING
    whole = actions.record_signatures(half, {Party.APPRENTICE: days_ago(80)}, [], actor=officer)
    assert (whole.state, whole.effective_on) == (AgreementState.VALID, days_ago(80))
    assert whole.apprentice_channel == Channel.PAPER


@pytest.mark.parametrize(
    ("day", "said"), [(-1, "签字日期不能晚于今天"), (30_000, "签字日期过早，请核对年份")]
)
def test_days_of_signing_are_plausible(officer, day, said):
    agreement = make_submitted(officer)
    with pytest.raises(Refusal, match=said):
        actions.record_signatures(agreement, {Party.MASTER: days_ago(day)}, [scan()], actor=officer)


def test_the_database_knows_no_standing_agreement_without_two_signatures(officer):
    agreement = make_submitted(officer)
    rows = Agreement.objects.ungated("test").filter(pk=agreement.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=AgreementState.VALID, master_signed_on=TODAY(), master_channel="paper")


# One master at a time, not too many apprentices


def test_an_apprentice_has_one_master_at_a_time(officer, cast):
    first = make_valid(officer)
    other = make_agreement(
        officer, master=make_master(cast.union, "郑师傅"), apprentice=first.apprentice, starts_on=days_ago(10)
    )
    with pytest.raises(NotAllowed, match=f"由周师傅带徒（东城机床厂工会，{first.number}），期限重叠"):
        actions.submit_agreement(other, actor=officer)
    actions.terminate_agreement(first, days_ago(11), "师傅退休。", actor=officer)
    assert actions.submit_agreement(other, actor=officer).state == AgreementState.SIGNING


def test_a_term_may_begin_the_day_after_the_other_ends(officer, cast):
    first = make_valid(officer, ends_on=TODAY() + timedelta(days=20))
    following = {"apprentice": first.apprentice, "master": make_master(cast.union, "郑师傅")}
    make_valid(officer, starts_on=first.ends_on + timedelta(days=1), signed_on=TODAY(), **following)


def test_two_agreements_signed_at_once_for_one_apprentice_make_one_valid(race, cast):
    officer = cast.actor("union_officer")
    apprentice = make_apprentice(cast.union)
    masters = [make_master(cast.union, name) for name in ("甲师傅", "乙师傅", "丙师傅")]
    waiting = [make_submitted(officer, master=one, apprentice=apprentice) for one in masters]
    file = scan()

    def signing(agreement):
        return lambda: actions.record_signatures(
            agreement, dict.fromkeys(Party, TODAY()), [file], actor=officer
        )

    outcomes = race([signing(one) for one in waiting])
    assert sorted(type(one).__name__ for one in outcomes) == ["Agreement", "Refusal", "Refusal"]
    assert all("期限重叠" in str(one) for one in outcomes if isinstance(one, Refusal))
    standing = Agreement.objects.ungated("test").filter(state=AgreementState.VALID)
    assert standing.count() == 1


def test_two_parties_who_sign_at_once_both_have_signed(race, cast):
    officer = cast.actor("district_officer")
    master = make_master(cast.union, user=cast.users["worker"])
    apprentice = make_apprentice(cast.union, user=cast.users["union_officer"])
    agreement = make_submitted(officer, cast.union, master=master, apprentice=apprentice)
    signers = [cast.actor("worker"), cast.actor("union_officer")]
    race(
        [lambda who=who: actions.sign_agreement(agreement, agreement.contents, actor=who) for who in signers]
    )
    stored = Agreement.objects.ungated("test").get(pk=agreement.pk)
    assert (stored.state, stored.unsigned) == (AgreementState.VALID, [])


def test_a_master_has_no_more_apprentices_than_the_setting_says(officer, cast, settings):
    settings.MOST_APPRENTICES = 2
    master = make_master(cast.union)
    for name in ("甲徒弟", "乙徒弟"):
        make_valid(officer, master=master, apprentice=make_apprentice(cast.union, name))
    third = make_agreement(officer, master=master, apprentice=make_apprentice(cast.union, "丙徒弟"))
    with pytest.raises(NotAllowed, match="师傅周师傅同期已带2名徒弟，上限为2名"):
        actions.submit_agreement(third, actor=officer)
    settings.MOST_APPRENTICES = 0
    actions.submit_agreement(third, actor=officer)


def test_the_same_two_agree_once(officer):
    first = make_agreement(officer)
    with pytest.raises(Refusal, match=r"这两人已有一份.*草拟中"):
        make_agreement(officer, master=first.master, apprentice=first.apprentice)


# On the way


def test_checks_notes_and_assessment_leave_their_record(officer):
    agreement = make_valid(officer)
    actions.write_note(agreement, days_ago(50), "学习刀具刃磨。", actor=officer)
    actions.check_midterm(agreement, finding(held_on=days_ago(20), result="good"), actor=officer)
    assert agreement.midterm_on == days_ago(20)
    with pytest.raises(NotAllowed, match="做过中期检查"):
        actions.check_midterm(agreement, finding(result="good"), actor=officer)
    found = finding(score=Decimal("92.5"), grade_reached=SkillGrade.INTERMEDIATE, text="同意出师。")
    actions.assess_agreement(agreement, found, actor=officer)
    assert (agreement.state, agreement.completed_on) == (AgreementState.PASSED, TODAY())
    assert agreement.lapses_on == TODAY() + timedelta(days=1)
    kinds = list(agreement.reviews.values_list("kind", flat=True))
    assert kinds == [ReviewKind.COMPLETION, ReviewKind.MIDTERM, ReviewKind.NOTE]
    assert agreement.reviews.first().note == "成绩92.5分　达到中级工"


def test_who_passes_has_reached_a_grade_and_who_fails_has_not(officer):
    agreement = make_valid(officer)
    with pytest.raises(Refusal, match="考核合格的，请选择达到的等级"):
        actions.assess_agreement(agreement, finding(), actor=officer)
    actions.assess_agreement(agreement, finding(result="failed"), actor=officer)
    assert (agreement.state, agreement.grade_reached) == (AgreementState.FAILED, "")


def test_what_happens_under_an_agreement_happens_in_its_time(officer):
    agreement = make_valid(officer)
    with pytest.raises(Refusal, match="检查日期不能晚于今天"):
        actions.check_midterm(agreement, finding(held_on=days_ago(-1), result="good"), actor=officer)
    with pytest.raises(Refusal, match="培养日期不能早于协议开始"):
        actions.write_note(agreement, days_ago(101), "早了。", actor=officer)


def test_extending_moves_both_ends_and_asks_for_the_time_again(officer, cast):
    agreement = make_valid(officer, ends_on=TODAY() + timedelta(days=20))
    later = TODAY() + timedelta(days=200)
    actions.extend_agreement(agreement, later, "徒弟休产假。", actor=officer)
    assert (agreement.ends_on, agreement.lapses_on) == (later, later + timedelta(days=1))
    assert (agreement.extended_times, agreement.extensions.get().reason) == (1, "徒弟休产假。")
    follows = {"apprentice": agreement.apprentice, "master": make_master(cast.union, "郑师傅")}
    make_valid(officer, starts_on=later + timedelta(days=1), signed_on=TODAY(), **follows)
    with pytest.raises(Refusal, match="期限重叠"):
        actions.extend_agreement(agreement, later + timedelta(days=30), "再学一月。", actor=officer)
    with pytest.raises(Refusal, match="应晚于现在的"):
        actions.extend_agreement(agreement, later, "没有延长。", actor=officer)


def test_terms_end_by_themselves_and_may_be_extended_then(officer):
    over = make_valid(officer, starts_on=days_ago(400), ends_on=days_ago(1))
    assert actions.expire_agreements(actor=system_actor()) == 1
    assert actions.expire_agreements(actor=system_actor()) == 0
    over.refresh_from_db()
    assert (over.state, over.lapses_on) == (AgreementState.EXPIRED, TODAY())
    actions.extend_agreement(over, TODAY() + timedelta(days=60), "补足培养时间。", actor=officer)
    assert over.state == AgreementState.VALID


def test_an_agreement_runs_through_its_last_day(officer):
    make_valid(officer, starts_on=days_ago(400), ends_on=TODAY())
    assert actions.expire_agreements(actor=system_actor()) == 0


def test_terminating_says_when_and_why(officer):
    agreement = make_valid(officer)
    with pytest.raises(NotAllowed, match="终止须写明理由"):
        actions.terminate_agreement(agreement, TODAY(), " ", actor=officer)
    actions.terminate_agreement(agreement, days_ago(5), "徒弟调离岗位。", actor=officer)
    assert (agreement.state, agreement.last_day) == (AgreementState.TERMINATED, days_ago(5))
    assert agreement.closing_reason == "徒弟调离岗位。"


def test_voiding_takes_the_time_back(officer, cast):
    first = make_valid(officer)
    actions.void_agreement(first, "登记错了人。", actor=officer)
    assert (first.state, first.number_serial) == (AgreementState.VOID, 1)
    make_valid(officer, master=first.master, apprentice=first.apprentice)


# Whose it is


def test_units_work_on_their_own_and_unions_above_on_those_below(officer, cast):
    agreement = make_agreement(officer)
    with pytest.raises(NotAllowed, match="由东城机床厂工会负责，请由该单位办理"):
        actions.submit_agreement(agreement, actor=cast.actor("neighbour_officer"))
    with pytest.raises(NotAllowed, match="没有“登记和办理师带徒协议”的权限"):
        actions.draft_agreement(Agreement(organization=cast.union), actor=cast.actor("city_leader"))
    actions.submit_agreement(agreement, actor=cast.actor("city_officer"))


def test_two_people_of_different_units_agree(officer, cast):
    agreement = make_valid(officer, master=make_master(cast.neighbour_union))
    assert agreement.organization == cast.union


def test_merged_people_keep_their_agreements(officer, cast):
    agreement = make_valid(officer)
    twin = make_apprentice(cast.union, "吴徒弟", skill_grade=SkillGrade.JUNIOR)
    merge_people(twin, agreement.apprentice, {}, actor=cast.actor("district_officer"))
    agreement.refresh_from_db()
    assert agreement.apprentice == twin


def test_an_erased_persons_words_go_and_the_agreement_stays(officer, cast):
    agreement = make_valid(officer, terms="每周一次夜校。")
    actions.write_note(agreement, days_ago(3), "吴徒弟手很巧。", actor=officer)
    actions.terminate_agreement(agreement, TODAY(), "吴徒弟离职。", actor=officer)
    person = Person.objects.ungated("test").get(pk=agreement.apprentice_id)
    erase_person(person, "本人要求删除信息", actor=cast.actor("district_officer"))
    agreement.refresh_from_db()
    assert agreement.closing_reason == agreement.terms == "（已应要求删除）"
    assert Review.objects.get(agreement=agreement).text == ""
    assert agreement.state == AgreementState.TERMINATED
