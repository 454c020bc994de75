"""Score sheets filled in: by judges, by units, from paper, blind."""

from decimal import Decimal
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.assessments.choices import SheetState, Stage
from jiangong.domains.assessments.models import (
    Declaration,
    Sheet,
)
from jiangong.kit.attachments.actions import attach
from jiangong.kit.attachments.queries import attachments_of
from tests.factories.accounts import appoint, make_user
from tests.factories.assessments import (
    items_of,
    make_round,
    sheet_of,
    subjects_of,
)
from tests.support.scoring_pages import browser, key, text, url

pytestmark = pytest.mark.django_db


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
    both = text(client.post(url("score", sheet.pk), key(**{first: "7", second: "四"})))
    assert all(words in both for words in ("有2处需要更正", "这一项最多6分", "请填写数字。"))
    whole = key(**{first: "5.5", second: "4"})
    queued = {"HTTP_X_OFFLINE": "queue", "HTTP_X_OFFLINE_USER": str(judge.user_id)}
    assert client.post(url("score", sheet.pk), whole, **queued).json() == {"location": url("mine")}
    again = client.post(url("score", sheet.pk), whole, **queued)  # the phone never heard the answer
    assert again.json() == {"location": url("mine")}
    sheet.refresh_from_db()
    assert (sheet.state, sheet.total) == (SheetState.SUBMITTED, Decimal("9.50"))
    assert "9.5" in text(client.get(url("sheet_detail", sheet.pk)))
    assert client.get(url("sheet_print", sheet.pk) + "?as=docx").status_code == 200


def test_a_judge_whose_tie_came_to_light_opens_no_sheet(cast, judging):
    sheet = sheet_of(judging.judges.first(), subjects_of(judging)[0])
    Declaration.objects.create(
        organization=cast.federation, person=sheet.judge.person, unit=cast.district, relation="parent"
    )
    answer = browser(cast, sheet.judge).get(url("score", sheet.pk))
    assert "应当回避“东城区”：已申报父母、子女关系。" in text(answer)
    assert answer.status_code == 422


def test_a_unit_scores_itself_and_sees_its_own(cast, officer, rubric):
    today = timezone.localdate()
    one = make_round(officer, rubric, cast.district, cast.neighbour, self_until=today, first_until=today)
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
    asked = text(cast.client("city_officer").get(one.get_absolute_url()))
    assert f"{cast.district}、{cast.neighbour}还没有提交自评。" in asked
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
    misread = {**points, f"p{items_of(rubric)[1].pk}": "3.5"}
    told = text(second.post(page, key(**misread), follow=True))
    assert "不一致：第2项。请核对原件" in told
    assert "city_officer、second录入不一致，请核对原件" in told
    answer = second.post(page, key(**points), follow=True)
    assert "两人录入一致，评分已生效" in text(answer)
    assert "纸质，city_officer、second录入一致" in text(answer)
    for where in (subject.get_absolute_url(), url("sheet_detail", sheet.pk)):
        course = text(first.get(where)).partition("<h2>经过</h2>")[2]
        assert (course.count("录入纸质评分"), course.count("与另一人不一致：第2项")) == (3, 1), where
    assert sheet_of(sheet.judge, subject).total == Decimal(9)


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
