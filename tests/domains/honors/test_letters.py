"""A department's answer on paper: kept beside what was written down of it, for whoever runs the programme."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.honors.actions import opinions
from jiangong.domains.honors.choices import Reply, StageKind
from jiangong.domains.honors.models import Consultation, Programme
from jiangong.domains.honors.views.printing import letter_document
from jiangong.kit.access.actor import system_actor
from jiangong.kit.attachments.queries import attachments_of
from jiangong.lib.dates import format_day
from tests.factories.honors import again, make_list
from tests.factories.mentorship import PDF
from tests.support.posting import submit

ASKING = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))
TODAY = timezone.localdate


def letter_to(programme: Programme, department: str = "市税务局") -> Consultation:
    (made,) = opinions.consult_departments(
        programme, [department], TODAY(), TODAY(), "", actor=system_actor()
    )
    return made


def scan(name: str = "税函8号.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_answer_comes_with_its_scan(cast):
    programme, client = make_list(cast.federation, cast.union, stages=ASKING), cast.client("city_officer")
    letter = letter_to(programme)
    place, letter_page = (
        f"{programme.get_absolute_url()}letters/{letter.pk}/reply/",
        letter.get_absolute_url(),
    )
    upload = f"/attachments/add/honors.consultation/{letter.pk}/reply/"
    early = submit(client, upload, files=scan())
    assert (early.status_code, "请先登记部门意见，再上传回函。" in early.content.decode()) == (403, True)
    fields = {"version": 0, "replied_on": TODAY(), "reply_number": "税函〔2026〕8号"}
    wrong = submit(client, place, files=scan("回函.pdf", b"MZ\x90\x00 not a document"), **fields)
    assert wrong.status_code == 422
    assert "税函〔2026〕8号" in wrong.content.decode()
    assert (again(letter).reply, attachments_of(letter).count()) == (Reply.NONE, 0)
    assert submit(client, place, files=scan(), **fields).status_code == 302
    kept = attachments_of(letter).get()
    assert (again(letter).reply, kept.slot, kept.organization) == (Reply.AGREED, "reply", cast.federation)
    assert "回函扫描件1份" in client.get(programme.get_absolute_url()).content.decode()
    shown = client.get(letter_page).content.decode()
    assert all(words in shown for words in ("税函8号.pdf", "税函〔2026〕8号", "涉及对象"))
    assert submit(client, upload, files=scan("第二页.pdf")).status_code == 302
    assert attachments_of(letter).count() == 2
    body = client.get(kept.get_absolute_url())
    assert io.BytesIO(b"".join(body.streaming_content)).read() == PDF


def test_who_only_nominates_reaches_neither_letter_nor_scan(cast):
    letter = letter_to(make_list(cast.federation, cast.union, stages=ASKING))
    client = cast.client("city_officer")
    place = f"{letter.programme.get_absolute_url()}letters/{letter.pk}/reply/"
    submit(client, place, version=0, replied_on=TODAY(), files=scan())
    file = attachments_of(letter).get()
    below = cast.client("district_officer")
    reached = (letter.get_absolute_url(), file.get_absolute_url(), f"/attachments/{file.pk}/remove/")
    assert [below.get(one).status_code for one in reached] == [404, 404, 404]
    assert submit(below, f"/attachments/add/honors.consultation/{letter.pk}/reply/").status_code == 404
    # What was said without paper says so; asking again is offered only where there is no answer.
    other = letter_to(letter.programme, "市公安局")
    opinions.record_reply(other, {}, actor=system_actor(), version=0)
    assert "没有回函扫描件" in client.get(letter.programme.get_absolute_url()).content.decode()
    assert f"letters/{other.pk}/urge/" not in client.get(other.get_absolute_url()).content.decode()


def test_what_was_written_down_wrongly_is_corrected_and_what_was_taken_back_is_no_longer_against(cast):
    sent = TODAY() - timedelta(days=9)
    programme, client = make_list(cast.federation, cast.union, stages=ASKING), cast.client("city_officer")
    (letter,) = opinions.consult_departments(programme, ["市税务局"], sent, TODAY(), "", actor=system_actor())
    place = f"{programme.get_absolute_url()}letters/{letter.pk}/reply/"
    submit(client, place, version=0, replied_on=TODAY(), reply_number="税函〔2026〕8号")
    assert "更正意见" in client.get(letter.get_absolute_url()).content.decode()
    about = letter.covered.first()
    answer = submit(
        client,
        place,
        version=1,
        replied_on=TODAY(),
        reply_number="税函〔2026〕9号",
        against=f"{about.bearer}，欠税",
    )
    assert answer.status_code == 302
    assert (again(letter).reply, again(letter).reply_number) == (Reply.OBJECTED, "税函〔2026〕9号")
    opinions.lift_veto(letter.vetoes.get(), "税函〔2026〕12号", actor=system_actor())
    assert "异议已撤回" in client.get(letter.get_absolute_url()).content.decode()
    assert "circle-x" not in client.get(programme.get_absolute_url()).content.decode()
    (annex,) = letter_document(again(programme), letter).annexes
    assert annex.blocks[0].unit_note.startswith(format_day(sent))
