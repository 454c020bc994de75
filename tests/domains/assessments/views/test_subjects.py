"""One subject: a disagreement scored again, names inside its evidence."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.choices import SheetState
from jiangong.domains.assessments.models import (
    NameFinding,
    Sheet,
)
from jiangong.kit.attachments.actions import attach, remove_attachment
from jiangong.kit.jobs.running import run_due
from tests.factories.assessments import (
    make_judging,
    make_round,
    score,
    sheet_of,
    subjects_of,
)
from tests.support.scoring_pages import key, text, url

pytestmark = pytest.mark.django_db


def test_a_disagreement_is_scored_again(cast, officer, rubric):
    one = make_judging(officer, rubric, cast.district, alert=Decimal(2))
    (subject,) = subjects_of(one)
    for judge, points in zip(one.judges.all(), ((6, 4), (1, 1)), strict=True):
        score(sheet_of(judge, subject), *points)
    client = cast.client("city_officer")
    client.post(url("tally", one.pk), key())
    ranking, card = text(client.get(url("ranking", one.pk))), text(client.get(subject.get_absolute_url()))
    assert ("评委相差8.00分" in ranking, "<b>6.00</b>" in ranking) == (True, True)
    assert ("<b>6.00</b>分" in card, ">10.00<" in card, ">2.00<" in card) == (True, True, True)
    assert "安排复评" in text(client.get(url("subject_detail", subject.pk)))
    client.post(url("review", subject.pk), key(judges=[judge.pk for judge in one.judges.all()]))
    assert Sheet.objects.ungated("test").filter(subject=subject, review=2).count() == 2
    sheet = sheet_of(one.judges.first(), subject)
    client.post(url("sheet_void", sheet.pk), key(reason="重复。"))
    assert sheet_of(one.judges.first(), subject).state == SheetState.VOID


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
