"""The ranking, on the screen and on paper."""

import io
import re

import pdfplumber
import pytest
from django.utils import timezone

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.assigning import assign
from jiangong.domains.assessments.actions.sheets import Scoring, submit_sheet
from jiangong.domains.assessments.choices import Stage
from jiangong.domains.assessments.models import Sheet
from tests.factories.assessments import (
    items_of,
    make_round,
    make_rubric,
    score,
    sheet_of,
    subjects_of,
)
from tests.support.scoring_pages import key, text, url

pytestmark = pytest.mark.django_db


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


def test_no_score_of_a_printed_ranking_is_broken_in_two(cast, officer):
    rubric, today = make_rubric(cast.federation, 60, 40), timezone.localdate()
    one = make_round(officer, rubric, cast.district, judges=1, self_until=today, first_until=today)
    (subject,) = subjects_of(one)
    assign(one.judges.get(), subject, actor=officer)
    one.refresh_from_db()
    whole = {str(item.pk): item.points for item in items_of(rubric)}
    actors = (cast.actor("district_officer"), officer, current_actor(one.judges.get().user))
    opening = (stages.open_self_scoring, stages.open_first_scoring, stages.open_final_scoring)
    for step, stage, actor in zip(opening, Stage, actors, strict=True):
        step(one, actor=officer)
        submit_sheet(Sheet.objects.ungated("test").get(stage=stage), Scoring(whole), actor=actor)
    stages.tally(one, actor=officer)
    answer = cast.client("city_officer").get(url("ranking_print", one.pk) + "?as=pdf")
    with pdfplumber.open(io.BytesIO(b"".join(answer))) as pdf:
        assert len(re.findall(r"\b100\.00\b", pdf.pages[0].extract_text())) == 5  # three ways, two stages


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
