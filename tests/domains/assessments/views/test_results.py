"""The ranking, on the screen and on paper."""

import pytest

from jiangong.domains.assessments.actions import stages
from tests.factories.assessments import (
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
