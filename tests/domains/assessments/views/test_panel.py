"""Who scores what, who may not, and who has not yet."""

from decimal import Decimal

import pytest

from jiangong.domains.assessments.actions.rounds import add_judge
from jiangong.domains.assessments.models import Round, Sheet
from tests.factories.assessments import (
    make_judge_user,
    make_round,
    score,
    sheet_of,
    subjects_of,
)
from tests.support.scoring_pages import key, text, url

pytestmark = pytest.mark.django_db


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


def test_a_panel_without_judges_asks_for_them_and_draws_nobody(cast, officer, rubric):
    one, client = make_round(officer, rubric, cast.district), cast.client("city_officer")
    shown = text(client.get(url("panel", one.pk)))
    assert ("请先添加评委。" in shown, url("draw", one.pk) in shown) == (True, False)
    answer = client.post(url("draw", one.pk), key(drawing="even", seed="20261126"))
    assert "请先添加评委，再抽取。" in text(answer)
    assert Round.objects.ungated("test").get().seed == ""


def test_who_has_not_scored_is_named_to_whoever_organizes(cast, judging):
    first, second = judging.judges.all()
    for subject in subjects_of(judging):
        score(sheet_of(second, subject), 6, 4)
    client = cast.client("city_officer")
    assert f"还有1名评委没有提交：{first}。" in text(client.get(url("urge", judging.pk)))
    page = text(client.get(url("round_detail", judging.pk)))
    assert all(words in page for words in ("催办", "评委分派", "还有2份"))
    assert cast.client("district_officer").get(url("urge", judging.pk)).status_code == 403
