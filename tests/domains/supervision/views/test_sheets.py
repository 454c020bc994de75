"""The check sheet on the spot, and when an answer was lost."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiangong.domains.supervision.choices import VisitState
from jiangong.kit.attachments.queries import attachments_of
from tests.factories.editions import make_issued
from tests.factories.supervision import (
    actor_of,
    begun,
    make_done,
    make_inspection_plan,
    make_visit,
)
from tests.support.inspection_pages import TODAY, at, text
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def photo() -> SimpleUploadedFile:
    drawn = io.BytesIO()
    picture = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (34.0, 45.0, 0.0)}
    picture.save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile("现场.jpg", drawn.getvalue(), "image/jpeg")


def test_a_sheet_is_filled_in_on_the_spot_with_a_photo_that_tells_no_place(cast, city, inspector, going):
    counted = make_issued(city, [cast.district], year=TODAY.year)
    visit = make_visit(city, cast.district, inspector, make_inspection_plan(city, plan=counted))
    answer = submit(going, at("visit_start", visit.pk))
    address = at("visit_submit", visit.pk)
    assert answer["Location"] == address
    page = going.get(address)
    assert page.headers["X-Offline"] == "keep"
    [first, second], [figure] = visit.lines.all(), visit.figures.all()
    assert first.text in page.content.decode()
    said = {
        "visited_on": TODAY.isoformat(),
        f"verdict-{first.pk}": "fails",
        f"verdict-{second.pk}": "conforms",
        f"verified-{figure.pk}": "3",
        "further": "档案混放\n\n门锁坏",
        "version": "1",
    }
    wrong = submit(going, address, **said).content.decode()
    for part in (
        "第1项不符合，请写明问题",
        f"上报0{figure.indicator.unit}，与核实数不同，请说明差异",
        "发现了问题，请填写整改期限",
    ):
        assert part in wrong
    said |= {
        f"remark-{first.pk}": "缺两份",
        f"explanation-{figure.pk}": "漏报",
        "due_on": (TODAY + timedelta(days=9)).isoformat(),
        "photos": photo(),
    }
    assert submit(going, address, **said)["Location"] == visit.get_absolute_url()
    visit.refresh_from_db()
    assert (visit.state, visit.finding_count) == (VisitState.DONE, 3)
    page = text(going, visit.get_absolute_url())
    for part in ("缺两份", "漏报", "档案混放", "已去除拍摄信息"):
        assert part in page
    assert attachments_of(visit).get().cleaned


def test_the_queue_hears_in_one_sentence_that_the_sheet_is_shut(cast, city, inspector, going):
    visit = make_done(city, cast.district, inspector)
    headers = {"X-Offline": "queue", "X-Offline-User": str(inspector.pk)}
    answer = going.post(
        at("visit_submit", visit.pk),
        {"command_key": "0b6f7e8e-3f0f-4a53-9a0c-1d2e3f4a5b6c", "visited_on": TODAY.isoformat()},
        headers=headers,
    )
    assert answer.status_code == 409
    assert "现在是“已检查”" in answer.json()["sentence"]


def test_an_answer_that_was_lost_is_given_again_to_the_queue(cast, city, inspector, going):
    visit = begun(make_visit(city, cast.district, inspector), actor_of(inspector))
    said = {f"verdict-{line.pk}": "conforms" for line in visit.lines.all()}
    said |= {
        "visited_on": TODAY.isoformat(),
        "version": "1",
        "command_key": "0b6f7e8e-3f0f-4a53-9a0c-1d2e3f4a5b6c",
    }
    headers = {"X-Offline": "queue", "X-Offline-User": str(inspector.pk)}
    answers = [going.post(at("visit_submit", visit.pk), said, headers=headers) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json() == {"location": visit.get_absolute_url()}
