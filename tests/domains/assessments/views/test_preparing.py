"""A round is set up, dated and filled over its pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.assessments.choices import RoundState
from jiangong.domains.assessments.models import (
    Round,
    Rubric,
    Sheet,
)
from tests.factories.assessments import (
    make_judge_user,
    make_round,
    score,
    sheet_of,
    subjects_of,
)
from tests.factories.editions import make_issued
from tests.factories.people import make_person
from tests.support.scoring_pages import key, text, url

pytestmark = pytest.mark.django_db


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


def test_a_standard_without_items_is_not_scored_by_and_one_that_does_not_add_up_is_told(
    cast, officer, rubric
):
    one, client = make_round(officer, rubric, cast.district), cast.client("city_officer")
    Rubric.objects.ungated("test").filter(pk=rubric.pk).update(points=12)
    told = "标明总分12分，各大项合计10分。"
    assert told in text(client.get(one.get_absolute_url()))
    rubric.groups.all().delete()
    client.post(url("open_final", one.pk), key(), follow=True)
    one.refresh_from_db()
    assert one.state == RoundState.PREPARING
    assert "还没有评分项目，请先补充。" in text(client.get(one.get_absolute_url()))


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
