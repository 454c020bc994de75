"""A sheet as it stands, to those who may read it."""

import io
import zipfile

import pytest

from jiangong.domains.assessments.choices import SheetState
from tests.factories.assessments import (
    items_of,
    score,
    sheet_of,
    subjects_of,
)
from tests.support.scoring_pages import browser, key, text, url

pytestmark = pytest.mark.django_db


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
    for where in (url("sheet_detail", sheet.pk), subject.get_absolute_url()):
        assert "存草稿" not in text(client.get(where)), where
    paper = client.get(url("sheet_print", sheet.pk) + "?as=docx")
    with zipfile.ZipFile(io.BytesIO(b"".join(paper))) as archive:
        assert b"5.25" not in archive.read("word/document.xml")
    own = browser(cast, judge).get(url("sheet_print", sheet.pk) + "?as=docx")
    with zipfile.ZipFile(io.BytesIO(b"".join(own))) as archive:
        assert b"5.25" in archive.read("word/document.xml")
    client.post(url("sheet_void", sheet.pk), key(reason="评委因病不能评分。"))
    assert sheet_of(judge, subject).state == SheetState.VOID
