"""The documents of the demo show every state and the real notices."""

from jiangong.domains.documents.choices import DocumentState, Urgency
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import overdue
from jiangong.kit.access.actor import system_actor
from jiangong.kit.attachments.actions import verify_store
from jiangong.lib.filetypes import FileType, check_upload
from jiangong.portal.demo import accounts, documents, organizations


def test_demo_documents_show_every_state_some_lateness_and_the_real_notices(db):
    for part in (organizations, accounts, documents):
        part.load(system_actor())
    known = Document.objects.ungated("a test counts everything")
    assert known.count() == 40
    assert set(known.values_list("state", flat=True)) == set(DocumentState)
    assert set(known.values_list("urgency", flat=True)) == set(Urgency)
    assert known.filter(overdue()).count() >= 5
    notice = known.filter(official_number="郑工劳经〔2021〕3号", issued_on="2021-04-09")
    assert notice.count() == 3
    assert known.filter(title__contains="十一条措施", issued_on=None).count() == 1
    assert verify_store().is_sound


def test_made_pdf_passes_the_upload_check(tmp_path):
    path = tmp_path / "made.pdf"
    path.write_bytes(documents.make_pdf(["郑州市总工会", "通知"]))
    assert check_upload(path, "通知.pdf", {FileType.PDF}) is FileType.PDF
