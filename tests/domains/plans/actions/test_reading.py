"""A file comes in: kept, read apart, made into a plan; hostile ones give one sentence and nothing else."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiangong.domains.plans.actions.reading import (
    copied_attachment,
    pasted_text,
    retry_reading,
    start_reading,
)
from jiangong.domains.plans.choices import PlanState, ReadingState
from jiangong.domains.plans.models import Plan, Reading
from jiangong.domains.plans.queries.findings import findings_of
from jiangong.domains.plans.queries.gaps import gap_explanations
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.attachments.receiving import receive
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.running import run_due
from tests.factories.documents import make_document
from tests.factories.readings import RURAL, rural_units

SLOT = Reading.attachment_slots[0]
NOTICE = Path("shared", "documents", "zhengzhou-2021-3-three-plans.txt")
SHARED = next((up / NOTICE for up in Path(__file__).parents if (up / NOTICE).exists()), NOTICE)


def received(content: str = RURAL, name: str = "通知.txt"):
    return receive(SLOT, SimpleUploadedFile(name, content.encode()))


@pytest.fixture
def actor(cast):
    rural_units(cast.federation)
    return cast.actor("city_officer")


def test_an_uploaded_notice_becomes_a_draft_plan(cast, actor):
    reading = start_reading(received(), actor=actor)
    assert reading.state == ReadingState.QUEUED
    run_due()
    reading.refresh_from_db()
    plan = reading.plan
    assert (reading.state, plan.official_number) == (ReadingState.READ, "河工劳经〔2024〕3号")
    assert [str(one) for one in plan.recipients.all()] == ["东城区", "北城区", "河州钢铁"]
    gaps = [one.sentence for one in findings_of(plan) if one.code == "gap"]
    assert gaps == [
        "“先进人物”分解合计100名，比目标110名少10名。",
        "“先进集体”分解合计10家，比目标11家少1家。",
    ]
    job = Job.objects.get(name="plans.read_notice")
    assert (job.state, job.result["url"]) == (JobState.SUCCEEDED, f"/plans/{plan.pk}/review/")
    assert job.arguments == {"reading_id": reading.pk}


def test_pasted_text_is_read_like_a_file(actor):
    reading = start_reading(pasted_text(RURAL), actor=actor)
    run_due()
    reading.refresh_from_db()
    assert reading.name == "粘贴的通知.txt"
    assert reading.plan.title == "河州市乡村振兴劳模出彩行动专案"


def test_a_file_of_the_register_is_read_without_a_second_copy(actor):
    document = make_document(actor)
    attachment = Attachment.objects.ungated("all").get()
    reading = start_reading(copied_attachment(attachment), document, actor=actor)
    assert attachments_of(reading).get().digest == attachment.digest
    run_due()
    reading.refresh_from_db()
    assert reading.plan.document == document


def test_the_same_file_twice_is_told_and_read_again_only_on_demand(actor):
    first = start_reading(received(), actor=actor)
    run_due()
    with pytest.raises(Refusal, match="已经上传识读过，计划是“河州市乡村振兴劳模出彩行动专案”") as caught:
        start_reading(received(), actor=actor)
    assert caught.value.field == "again"
    second = start_reading(received(), again=True, actor=actor)
    assert second.pk != first.pk
    run_due()
    told = [one for one in findings_of(Plan.objects.ungated("all").latest("pk")) if one.code == "same_number"]
    assert len(told) == 1
    assert "已有计划" in told[0].sentence


def test_a_file_whose_plan_was_voided_may_come_again(actor):
    start_reading(received(), actor=actor)
    run_due()
    Plan.objects.ungated("test").update(state=PlanState.VOID)
    assert start_reading(received(), actor=actor).state == ReadingState.QUEUED


def test_a_file_that_cannot_be_read_says_why_and_may_be_tried_again(actor):
    reading = start_reading(received("\n\n   \n"), actor=actor)
    run_due()
    reading.refresh_from_db()
    assert reading.state == ReadingState.FAILED
    assert "没有可以识读的文字" in reading.failure
    assert Job.objects.get(name="plans.read_notice").error == reading.failure
    assert Plan.objects.ungated("all").count() == 0
    retry_reading(reading, actor=actor)
    assert reading.state == ReadingState.QUEUED
    with pytest.raises(Conflict):
        retry_reading(reading, actor=actor)


def test_a_job_that_was_killed_after_its_work_does_nothing_twice(actor):
    reading = start_reading(received(), actor=actor)
    run_due()
    Job.objects.update(state=JobState.QUEUED, attempts=0)
    run_due()
    assert Plan.objects.ungated("all").count() == 1
    assert Job.objects.get().state == JobState.SUCCEEDED
    reading.refresh_from_db()
    assert reading.plan_id == Plan.objects.ungated("all").get().pk


def test_who_may_not_draft_uploads_nothing(cast, actor):
    with pytest.raises(NotAllowed):
        start_reading(received(), actor=cast.actor("city_leader"))
    assert Reading.objects.ungated("all").count() == 0


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b"a" * 300_000_000)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.docx", b"PK\x03\x04 not really a document"),
        ("通知.pdf", b"%PDF-1.7\n1 0 obj << broken"),
        ("通知.exe", b"MZ" + b"\0" * 200),
        ("通知.docx", b"MZ" + b"\0" * 200),
        ("通知.docx", bomb),
        ("通知.xlsx", b"PK\x05\x06" + b"\0" * 18),
    ],
    ids=["not-a-zip", "broken-pdf", "program", "disguised-program", "bomb", "empty-zip"],
)
def test_a_hostile_file_gives_one_sentence(actor, name, content):
    given = content() if callable(content) else content  # a bomb costs seconds: not while tests are collected
    try:
        reading = start_reading(receive(SLOT, SimpleUploadedFile(name, given)), actor=actor)
    except Refusal as refusal:
        sentence = refusal.sentence
    else:
        run_due()
        reading.refresh_from_db()
        assert reading.state == ReadingState.FAILED
        sentence = reading.failure
    assert sentence.endswith("。")
    assert "\n" not in sentence
    assert Plan.objects.ungated("all").count() == 0


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_the_notice_of_2021_is_short_by_10_1_1_and_everything_else_is_there(cast, actor):
    reading = start_reading(receive(SLOT, SimpleUploadedFile("通知.txt", SHARED.read_bytes())), actor=actor)
    run_due()
    reading.refresh_from_db()
    plan = reading.plan
    assert [one.title for one in plan.programs.all()] == [
        "“当好主人翁 建功新时代”行动专案",
        "2021年郑州市乡村振兴劳模出彩行动专案",
        "深化产业工人队伍建设改革行动专案",
    ]
    grid = grid_of(working_edition(plan))
    explained = gap_explanations(grid)
    assert [[-int(gap) for gap in one.differences] for one in explained] == [[10, 1, 1]]
    rubric = plan.programs.get(position=2).rubric
    assert rubric.groups.count() == 6
    assert sum(group.items.count() for group in rubric.groups.all()) == 25
    assert plan.year == 2021
