"""The screens of rubrics, rounds, sheets and results, as those see them who use them."""

import io
import uuid
import zipfile
from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.assigning import assign
from jiangong.domains.assessments.actions.rounds import add_judge
from jiangong.domains.assessments.choices import RoundState, SheetState, Stage
from jiangong.domains.assessments.models import (
    Declaration,
    NameFinding,
    Round,
    Rubric,
    Sheet,
)
from jiangong.domains.people.models import Person
from jiangong.kit.attachments.actions import attach, remove_attachment
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.jobs.running import run_due
from tests.factories.accounts import appoint, make_user
from tests.factories.assessments import (
    items_of,
    make_judge_user,
    make_judging,
    make_round,
    make_rubric,
    score,
    sheet_of,
    subjects_of,
)
from tests.factories.editions import make_issued
from tests.factories.people import make_person
from tests.factories.plans import make_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.actor("city_officer")


@pytest.fixture
def rubric(cast) -> Rubric:
    return make_rubric(cast.federation)


@pytest.fixture
def judging(cast, officer, rubric) -> Round:
    return make_judging(officer, rubric, cast.district, cast.neighbour)


def key(**fields):
    return {"command_key": str(uuid.uuid4()), **fields}


def url(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def browser(cast, judge):
    """A judge's own."""
    cast.users[judge.user.username] = judge.user
    return cast.client(judge.user.username)


def text(answer) -> str:
    return answer.content.decode()


# ── rubrics


def test_a_standard_is_made_by_hand(cast):
    client = cast.client("city_officer")
    assert "制定评分标准" in text(client.get(url("create")))
    sheet = key(title="安康杯评分标准", year=2026, points=10, g0="组织", g0_points=10, g0_0="部署")
    answer = client.post(url("create"), {**sheet, "g0_0_points": 10, "g0_0_kind": "regular"})
    made = Rubric.objects.ungated("test").get(title="安康杯评分标准")
    assert answer.url == made.get_absolute_url()
    assert [one.text for one in items_of(made)] == ["部署"]
    assert "安康杯评分标准" in text(client.get(url("list")))


def test_an_item_gets_levels_and_a_rule_that_is_off_until_adopted(cast, rubric):
    client = cast.client("city_officer")
    item = items_of(rubric)[0]
    make_indicator(cast.federation, "参与人数", unit="名")
    page = url("guide", rubric.pk, item.pk)
    assert client.get(page).status_code == 200
    said = key(version=rubric.version, hint="看台账", kind="share", indicator="参与人数", steps="")
    level = {"l0": "好", "l0_least": 5, "l0_most": 6, "l0_text": "全面完成"}
    assert client.post(page, {**said, **level}).status_code == 302
    shown = text(client.get(rubric.get_absolute_url()))
    assert "好（5—6分）：全面完成" in shown
    assert "数据计分未启用" in shown
    client.post(url("adopt", rubric.pk, item.pk), key())
    shown = text(client.get(rubric.get_absolute_url()))
    assert "“参与人数”完成数÷任务数×6分，最高6分。" in shown
    client.post(url("drop", rubric.pk, item.pk), key())
    assert not items_of(rubric)[0].rule.is_adopted


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "share"}, "请填写数从哪个指标来。"),
        ({"kind": "share", "indicator": "没有的"}, "指标目录里没有“没有的”"),
        ({"kind": "share_steps", "steps": "一百：6"}, "“一百：6”看不懂"),
        ({"kind": "share_steps", "steps": "100：7"}, "每档得分应在0和6分之间。"),
        ({"l0": "好", "l0_least": 5, "l0_most": 7, "l0_text": "全"}, "这一项最多6分。"),
    ],
)
def test_a_guide_that_makes_no_sense_is_told(cast, rubric, wrong, told):
    page = url("guide", rubric.pk, items_of(rubric)[0].pk)
    answer = cast.client("city_officer").post(page, key(version=rubric.version, **wrong))
    assert told in text(answer)


def test_a_new_edition_takes_everything_along(cast, rubric):
    client = cast.client("city_officer")
    client.post(url("renew", rubric.pk), key())
    made = Rubric.objects.ungated("test").get(previous=rubric)
    assert (str(made), [one.text for one in items_of(made)]) == (
        "出彩行动评分标准（第2版）",
        ["第1项", "第2项"],
    )
    client.post(url("remove", made.pk), key())
    assert not Rubric.objects.ungated("test").filter(pk=made.pk).exists()


def test_a_standard_that_is_scored_by_stays(cast, judging, rubric):
    page = cast.client("city_officer").get(url("edit", rubric.pk))
    assert page.status_code == 403
    assert "正在用（用过）这份评分标准" in text(page)


def test_a_standard_is_printed(cast, rubric):
    answer = cast.client("city_officer").get(url("print", rubric.pk) + "?as=docx")
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")


# ── rounds


def test_a_round_is_set_up_filled_and_judged(cast, officer, rubric):
    """The whole way over the pages: units from a plan, judges, a draw, judging, a result."""
    plan = make_issued(officer, [cast.district, cast.neighbour])
    judges = [make_judge_user(cast.federation) for _ in range(2)]
    client = cast.client("city_officer")
    today = timezone.localdate()
    form = key(
        title="出彩行动考评",
        rubric=rubric.pk,
        year=2026,
        starts_on="2026-01-01",
        ends_on="2026-12-31",
        final_until=today.isoformat(),
        aggregation="mean",
        dropped=1,
        least=2,
        each=2,
        decimals=2,
        months=36,
        tie0=f"group:{rubric.groups.get().pk}",
        tie1="median",
    )
    assert client.get(url("round_create") + f"?rubric={rubric.pk}").status_code == 200
    client.post(url("round_create"), form)
    one = Round.objects.ungated("test").get()
    assert one.ties == [f"group:{rubric.groups.get().pk}", "median"]
    client.post(url("take_units", one.pk), key(key=f"plans.program:{plan.programs.get().pk}"))
    assert len(subjects_of(one)) == 2
    for user in judges:
        client.post(url("judge_create", one.pk), key(user=user.username, role="member", weight="1"))
    client.post(url("draw", one.pk), key(drawing="even", seed="20261126"))
    assert Sheet.objects.ungated("test").filter(round=one).count() == 4
    assert "20261126" in text(client.get(url("panel", one.pk)))
    client.post(url("open_final", one.pk), key())
    for judge in one.judges.all():
        for subject in subjects_of(one):
            score(sheet_of(judge, subject), 6, 4)
    client.post(url("tally", one.pk), key())
    shown = text(client.get(url("ranking", one.pk)))
    assert "汇总中" in shown
    assert "2家同分" in shown
    client.post(url("conclude", one.pk), key())
    one.refresh_from_db()
    assert one.state == RoundState.CONCLUDED
    own = cast.client("district_officer").get(url("ranking", one.pk))
    assert own.status_code == 200
    assert text(own).count('class="rankno"') == 1
    assert "西城区" not in text(own)
    assert cast.client("union_officer").get(url("ranking", one.pk)).status_code == 404
    client.post(url("reopen", one.pk), key(reason="发现漏评。"))
    client.post(url("void", one.pk), key(reason="重新组织。"))
    assert "重新组织。" in text(client.get(one.get_absolute_url()))


def test_a_round_that_makes_no_sense_is_told(cast, rubric):
    wrong = key(
        title="考评",
        rubric=rubric.pk,
        year=2026,
        starts_on="2026-12-31",
        ends_on="2026-01-01",
        self_until="2026-06-02",
        first_until="2026-06-01",
        final_until="2026-06-03",
        aggregation="trimmed",
        dropped=1,
        least=2,
        each=1,
        decimals=2,
        months=36,
        tie0="median",
        tie1="median",
    )
    answer = text(cast.client("city_officer").post(url("round_create"), wrong))
    for told in (
        "数据截止日期不能早于开始日期",
        "一个比一个晚",
        "至少要分派2名评委",
        "规则重复了",
        "没有剩下的评分",
    ):
        assert told in answer
    beyond = cast.client("city_officer").post(url("round_create"), {**wrong, "year": "99999"})
    assert "年度请填1990到" in text(beyond)
    begun = text(cast.client("city_officer").get(f"{url('round_create')}?rubric={rubric.pk}"))
    assert (f"{rubric}（2026年）" in begun, 'value="2026-01-01"' in begun) == (True, True)
    for nobodys in ("9" * 20, "²", "٣"):
        again = cast.client("city_officer").post(url("round_create"), {**wrong, "rubric": nobodys})
        assert again.status_code == 422, nobodys


def test_only_days_move_once_it_began(cast, judging):
    client = cast.client("city_officer")
    assert client.get(url("round_edit", judging.pk)).status_code == 403
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    client.post(url("round_dates", judging.pk), key(version=judging.version, final_until=later))
    assert str(Round.objects.ungated("test").get(pk=judging.pk).final_until) == later


def test_works_and_their_authors_are_scored_as_well(cast, officer, rubric):
    one = make_round(officer, rubric)
    make_person("王作者", cast.union)
    form = key(organization="东城机床厂工会", title="夹具改进", authors="王作者", group="五小")
    answer = cast.client("city_officer").post(url("subject_create", one.pk), form)
    assert answer.status_code == 302
    (subject,) = subjects_of(one)
    assert ([person.name for person in subject.authors.all()], subject.group) == (["王作者"], "五小")
    cast.client("city_officer").post(url("subject_remove", subject.pk), key())
    assert subjects_of(one) == []


def test_ties_stand_in_the_matrix_and_cannot_be_given(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district, judges=1)
    tied = add_judge(one, make_judge_user(cast.union), "member", Decimal(1), actor=officer)
    client = cast.client("city_officer")
    assert "1处应当回避" in text(client.get(url("panel", one.pk)))
    (subject,) = subjects_of(one)
    pair = f"{tied.pk}.{subject.pk}.assign"
    answer = client.post(url("assign", one.pk), key(pair=pair), follow=True)
    assert "应当回避“东城区”" in text(answer)
    free = one.judges.exclude(pk=tied.pk).get()
    client.post(url("assign", one.pk), key(pair=f"{free.pk}.{subject.pk}.assign"))
    assert Sheet.objects.ungated("test").get().judge == free
    client.post(url("assign", one.pk), key(pair=f"{free.pk}.{subject.pk}.unassign"))
    client.post(url("judge_remove", one.pk, tied.pk), key())
    assert not Sheet.objects.ungated("test").exists()
    assert list(one.judges.all()) == [free]


# ── score sheets


def test_a_judge_scores_on_a_sheet_that_goes_on_without_a_network(cast, judging, rubric):
    judge = judging.judges.first()
    client = browser(cast, judge)
    subject = subjects_of(judging)[0]
    sheet = sheet_of(judge, subject)
    assert "还有2份" in text(client.get(url("mine")))
    page = client.get(url("score", sheet.pk))
    assert page["X-Offline"] == "keep"
    first, second = (f"p{item.pk}" for item in items_of(rubric))
    draft = key(act="save", **{first: "5"})
    assert client.post(url("score", sheet.pk), draft).url == url("score", sheet.pk)
    wrong = client.post(url("score", sheet.pk), key(**{first: "7", second: ""}))
    assert "这一项最多6分" in text(wrong)
    assert "这一项确实得0分的请填0" in text(wrong)
    whole = key(**{first: "5.5", second: "4"})
    queued = {"HTTP_X_OFFLINE": "queue", "HTTP_X_OFFLINE_USER": str(judge.user_id)}
    assert client.post(url("score", sheet.pk), whole, **queued).json() == {"location": url("mine")}
    again = client.post(url("score", sheet.pk), whole, **queued)  # the phone never heard the answer
    assert again.json() == {"location": url("mine")}
    sheet.refresh_from_db()
    assert (sheet.state, sheet.total) == (SheetState.SUBMITTED, Decimal("9.50"))
    assert "9.5" in text(client.get(url("sheet_detail", sheet.pk)))
    assert client.get(url("sheet_print", sheet.pk) + "?as=docx").status_code == 200


def test_a_stranger_gets_404_and_a_judge_no_peers_sheet(cast, judging):
    first, second = judging.judges.all()
    subject = subjects_of(judging)[0]
    peers = sheet_of(second, subject)
    score(peers, 6, 4)
    assert browser(cast, first).get(url("sheet_detail", peers.pk)).status_code == 404
    assert cast.client("district_officer").get(url("sheet_detail", peers.pk)).status_code == 404
    assert cast.client("city_officer").get(url("sheet_detail", peers.pk)).status_code == 200
    assert browser(cast, second).get(url("sheet_detail", sheet_of(first, subject).pk)).status_code == 404


def test_what_a_judge_still_thinks_about_is_blank_to_whoever_organizes(cast, judging, rubric):
    judge, subject = judging.judges.first(), subjects_of(judging)[0]
    sheet, (item, _) = sheet_of(judge, subject), items_of(rubric)
    draft = key(**{f"p{item.pk}": "5.25", "comment": "还要再想想"}, act="save")
    browser(cast, judge).post(url("score", sheet.pk), draft)
    client = cast.client("city_officer")
    shown = text(client.get(url("sheet_detail", sheet.pk)))
    assert ("评委还没有提交" in shown, "5.25" in shown, "还要再想想" in shown) == (True, False, False)
    paper = client.get(url("sheet_print", sheet.pk) + "?as=docx")
    with zipfile.ZipFile(io.BytesIO(b"".join(paper))) as archive:
        assert b"5.25" not in archive.read("word/document.xml")
    own = browser(cast, judge).get(url("sheet_print", sheet.pk) + "?as=docx")
    with zipfile.ZipFile(io.BytesIO(b"".join(own))) as archive:
        assert b"5.25" in archive.read("word/document.xml")
    client.post(url("sheet_void", sheet.pk), key(reason="评委因病不能评分。"))
    assert sheet_of(judge, subject).state == SheetState.VOID


def test_who_has_not_scored_is_named_to_whoever_organizes(cast, judging):
    first, second = judging.judges.all()
    for subject in subjects_of(judging):
        score(sheet_of(second, subject), 6, 4)
    client = cast.client("city_officer")
    assert f"还有1名评委没有提交：{first}。" in text(client.get(url("urge", judging.pk)))
    page = text(client.get(url("round_detail", judging.pk)))
    assert all(words in page for words in ("催办", "评委分派", "还有2份"))
    assert cast.client("district_officer").get(url("urge", judging.pk)).status_code == 403


def test_a_judge_whose_tie_came_to_light_opens_no_sheet(cast, judging):
    sheet = sheet_of(judging.judges.first(), subjects_of(judging)[0])
    Declaration.objects.create(
        organization=cast.federation, person=sheet.judge.person, unit=cast.district, relation="parent"
    )
    answer = browser(cast, sheet.judge).get(url("score", sheet.pk))
    assert "应当回避“东城区”：已申报父母、子女关系。" in text(answer)
    assert answer.status_code == 422


def test_a_unit_scores_itself_and_sees_its_own(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district, cast.neighbour, self_until=timezone.localdate())
    cast.client("city_officer").post(url("open_self", one.pk), key())
    client = cast.client("district_officer")
    assert "东城区" in text(client.get(url("mine")))
    seen = text(client.get(url("round_detail", one.pk)))
    assert ("您还没有提交自评。" in seen, "开始终评" in seen, "请由该单位办理" in seen) == (
        True,
        False,
        False,
    )
    sheet = Sheet.objects.ungated("test").get(stage=Stage.SELF, organization=cast.district)
    points = {f"p{item.pk}": "4" for item in items_of(rubric)}
    subject = subjects_of(one)[0]
    assert subject.get_absolute_url() in text(client.get(url("score", sheet.pk)))
    client.post(url("score", sheet.pk), key(**points))
    sheet.refresh_from_db()
    assert sheet.total == Decimal(8)
    summary = SimpleUploadedFile("总结.txt", "我区工作总结。".encode())
    attach(subject, "evidence", summary, actor=cast.actor("district_officer"))
    assert "总结.txt" in text(client.get(url("subject_detail", subject.pk)))
    other = subjects_of(one)[1]
    assert client.get(url("subject_detail", other.pk)).status_code == 404


def test_paper_is_typed_by_two(cast, judging, rubric):
    subject = subjects_of(judging)[0]
    sheet = sheet_of(judging.judges.first(), subject)
    cast.users["second"] = make_user("second")
    appoint(cast.users["second"], cast.department, "city_officer")
    points = {f"p{item.pk}": value for item, value in zip(items_of(rubric), ("6", "3"), strict=True)}
    page = url("paper", sheet.pk)
    first, second = cast.client("city_officer"), cast.client("second")
    first.post(page, key(**points))
    assert "已录入，等另一人录入后比对" in text(second.get(subject.get_absolute_url()))
    assert "另一人已经录入" in text(second.get(page))
    assert 'value="6"' not in text(second.get(page))
    answer = second.post(page, key(**points), follow=True)
    assert "两人录入一致，评分已生效" in text(answer)
    assert sheet_of(sheet.judge, subject).total == Decimal(9)


def test_a_disagreement_is_scored_again(cast, officer, rubric):
    one = make_judging(officer, rubric, cast.district, alert=Decimal(2))
    (subject,) = subjects_of(one)
    for judge, points in zip(one.judges.all(), ((6, 4), (1, 1)), strict=True):
        score(sheet_of(judge, subject), *points)
    client = cast.client("city_officer")
    client.post(url("tally", one.pk), key())
    assert "评委相差8分" in text(client.get(url("ranking", one.pk)))
    assert "安排复评" in text(client.get(url("subject_detail", subject.pk)))
    client.post(url("review", subject.pk), key(judges=[judge.pk for judge in one.judges.all()]))
    assert Sheet.objects.ungated("test").filter(subject=subject, review=2).count() == 2
    sheet = sheet_of(one.judges.first(), subject)
    client.post(url("sheet_void", sheet.pk), key(reason="重复。"))
    assert sheet_of(one.judges.first(), subject).state == SheetState.VOID


def test_a_tie_found_after_the_result_is_told_where_the_result_stands(cast, officer, judging):
    judges, subject = list(judging.judges.all()), subjects_of(judging)[0]
    for judge in judges:
        for one in subjects_of(judging):
            score(sheet_of(judge, one), 5, 3)
    stages.tally(judging, actor=officer)
    stages.tally(judging, actor=officer)
    client = cast.client("city_officer")
    assert "第2次汇总" in text(client.get(subject.get_absolute_url()))
    stages.conclude_round(judging, actor=officer)
    told = "出结果以后有评分作废，请重新终评"
    assert told not in text(client.get(url("round_detail", judging.pk)))
    tie = key(person=judges[0].person.name, relation="spouse", unit="东城区")
    assert client.post(url("declaration_create"), tie).status_code == 302
    assert told in text(client.get(url("round_detail", judging.pk)))
    assert told in text(client.get(url("ranking", judging.pk)))
    assert "已申报配偶关系" in text(client.get(subject.get_absolute_url()))


def test_the_ranking_is_printed_with_places_for_signatures_and_its_mark(cast, officer, judging):
    for judge in judging.judges.all():
        for subject in subjects_of(judging):
            score(sheet_of(judge, subject), 6, 4)
    result = stages.tally(judging, actor=officer)
    client = cast.client("city_officer")
    for kind in ("docx", "pdf", "xlsx"):
        answer = client.get(url("ranking_print", judging.pk) + f"?as={kind}")
        assert answer.status_code == 200
    shown = client.get(url("ranking", judging.pk))
    assert result.digest[:16] in text(shown)


# ── blind rounds


@pytest.fixture
def blind(cast, officer, rubric) -> Round:
    one = make_round(officer, rubric, cast.district, judges=1, is_blind=True)
    subject = subjects_of(one)[0]
    for name, said in (("东城区总结.txt", "一年工作。"), ("附件.txt", "由东城区总工会组织。")):
        attach(subject, "evidence", SimpleUploadedFile(name, said.encode()), actor=officer)
    assign(one.judges.get(), subject, actor=officer)
    one.refresh_from_db()
    return stages.open_final_scoring(one, actor=officer)


def test_a_blind_judge_sees_a_number(cast, blind):
    sheet = sheet_of(blind.judges.get(), subjects_of(blind)[0])
    client = browser(cast, sheet.judge)
    for page in (url("mine"), url("score", sheet.pk), url("sheet_detail", sheet.pk)):
        shown = text(client.get(page))
        assert "01号" in shown
        assert "东城区" not in shown
    assert "材料1.txt" in text(client.get(url("score", sheet.pk)))
    for number, file in enumerate(attachments_of(subjects_of(blind)[0]), start=1):
        address = file.get_absolute_url()
        assert quote(f"材料{number}.txt") in client.get(address)["Content-Disposition"]
        assert quote(file.name) in cast.client("city_officer").get(address)["Content-Disposition"]


def test_names_inside_the_evidence_are_told(cast, blind):
    client = cast.client("city_officer")
    client.post(url("check_names", blind.pk), key())
    run_due()
    found = set(NameFinding.objects.values_list("file_name", "word", "in_name"))
    assert found == {
        ("东城区总结.txt", "东城区", True),
        ("附件.txt", "东城区总工会", False),
    }
    assert "内容里出现“东城区总工会”" in text(client.get(subjects_of(blind)[0].get_absolute_url()))


def test_names_in_what_is_handed_in_are_told_before_judging_begins(cast, officer, rubric):
    one = make_round(officer, rubric, cast.district, judges=1, is_blind=True, self_until=timezone.localdate())
    stages.open_self_scoring(one, actor=officer)
    (subject,) = subjects_of(one)
    unit, city = cast.client("district_officer"), cast.client("city_officer")
    named = SimpleUploadedFile("东城区总结.txt", "一年工作。".encode())
    kept = attach(subject, "evidence", named, actor=cast.actor("district_officer"))
    run_due()
    assert "的文件名里出现“东城区”。请更换后再提交。" in text(unit.get(subject.get_absolute_url()))
    assert "东城区的材料里出现单位或作者的名称" in text(city.get(one.get_absolute_url()))
    remove_attachment(kept, subject, "更换", actor=cast.actor("district_officer"))
    assert "匿名评分：" not in text(unit.get(subject.get_absolute_url()))
    assert "匿名评分：" not in text(city.get(one.get_absolute_url()))


# ── declarations


def test_a_judge_declares_a_tie_without_seeing_other_people(cast, judging):
    judge = judging.judges.first()
    client = browser(cast, judge)
    make_person("王五", cast.neighbour_union, phone="13812345678")
    assert client.get(url("declaration_create")).status_code == 200
    looked = client.post(url("declaration_create"), key(relation="spouse", relative="王五"))
    assert "没有登记“王五”" in text(looked)
    told = client.post(url("declaration_create"), key(relation="spouse", unit="东城区"), follow=True)
    assert "1份评分因此作废" in text(told)
    made = Declaration.objects.ungated("test").get()
    assert (made.person, made.unit, made.declared_by) == (judge.person, cast.district, judge.user)
    assert "配偶" in text(client.get(url("declaration_list")))
    assert "配偶" not in text(cast.client("district_officer").get(url("declaration_list")))
    client.post(url("declaration_end", made.pk), key())
    made.refresh_from_db()
    assert made.ended_on == timezone.localdate()


def test_an_officer_enters_a_tie_for_somebody_else_with_the_number_of_the_relative(cast):
    judge = make_person("李评委", cast.federation)
    relative = make_person("王五", cast.union, phone="13812345678")
    form = key(person="李评委", relation="sibling", relative="王五，13812345678")
    cast.client("city_officer").post(url("declaration_create"), form)
    made = Declaration.objects.ungated("test").get()
    assert (made.person, made.relative) == (judge, relative)


def test_nobody_declares_nothing(cast):
    Person.objects.create(name="组织者", organization=cast.federation, user=cast.users["city_officer"])
    answer = cast.client("city_officer").post(url("declaration_create"), key(relation="other_kin"))
    assert "请填写相关人员或者相关单位。" in text(answer)
