"""The processing form: what is printed, for whom, and what is noted of it."""

import io

import pdfplumber
import pytest
from docx import Document as Docx

from jiangong.domains.documents.choices import Direction, Urgency
from jiangong.domains.documents.views.printing import processing_form
from jiangong.kit.audit.models import AuditEntry
from tests.factories.documents import make_document, make_instructed

pytestmark = pytest.mark.django_db


@pytest.fixture
def instructed(cast):
    officer, leader = cast.actor("district_officer"), cast.actor("district_officer")
    return make_instructed(
        officer, leader, cast.users["union_officer"], urgency=Urgency.URGENT, pages=3, summary="安全生产月"
    )


def cells(response) -> list[list[str]]:
    (table,) = Docx(io.BytesIO(response.content)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_form_says_what_the_register_and_the_opinions_say(cast, instructed):
    response = cast.client("district_officer").get(f"/documents/{instructed.pk}/print/")
    assert response.status_code == 200
    rows = {row[0]: row for row in cells(response)}
    assert rows["标　　题"][1] == instructed.title
    assert rows["登 记 号"] == ["登 记 号", instructed.register_number, "紧急程度", "加急"]
    assert rows["来文单位"][1] == "河州市总工会"
    assert rows["页数份数"][1] == "3页"
    assert rows["内容摘要"][1] == "安全生产月"
    assert rows["承 办 人"][1] == "union_officer"
    assert rows["拟办意见"][1].startswith("请领导批示。　（district_officer　")
    assert rows["领导批示"][1].startswith("请按要求落实。　（district_officer　")
    assert rows["办理结果"][1] == ""
    assert "其他经过" not in rows


def test_it_is_printed_as_pdf_on_one_sheet(cast, instructed):
    response = cast.client("district_officer").get(f"/documents/{instructed.pk}/print/?as=pdf")
    with pdfplumber.open(io.BytesIO(response.content)) as pdf:
        assert len(pdf.pages) == 1
        text = pdf.pages[0].extract_text()
    assert all(
        word in text for word in ("东城区总工会收文处理单", instructed.register_number, "请按要求落实。")
    )


def test_a_document_of_ones_own_is_printed_as_such(cast):
    document = make_document(cast.actor("district_officer"), direction=Direction.OUTGOING, issuer_name="")
    form = processing_form(document, [])
    assert form.title == "东城区总工会发文处理单"
    assert form.blocks[0].rows[2][:2] == ("发文单位", "东城区总工会")


def test_printing_is_noted_without_personal_values(cast, instructed):
    cast.client("district_officer").get(f"/documents/{instructed.pk}/print/?as=docx")
    entry = AuditEntry.objects.get(verb="documents.document.print")
    assert (entry.target_id, entry.changes) == (str(instructed.pk), {"kind": "docx"})
    assert entry.target_organization_id == cast.district.pk


@pytest.mark.parametrize("kind", ["xlsx", "exe", ""])
def test_a_format_the_page_does_not_offer_is_404_and_not_noted(cast, instructed, kind):
    assert (
        cast.client("district_officer").get(f"/documents/{instructed.pk}/print/?as={kind}").status_code == 404
    )
    assert not AuditEntry.objects.filter(verb="documents.document.print").exists()


def test_strangers_get_404_and_print_nothing(cast, instructed):
    assert cast.client("neighbour_officer").get(f"/documents/{instructed.pk}/print/").status_code == 404
    assert cast.client("worker").get(f"/documents/{instructed.pk}/print/").status_code == 403
    assert not AuditEntry.objects.filter(verb="documents.document.print").exists()


def test_the_page_offers_its_formats(cast, instructed):
    page = cast.client("district_officer").get(f"/documents/{instructed.pk}/").content.decode()
    for kind in ("docx", "pdf"):
        assert f'href="/documents/{instructed.pk}/print/?as={kind}" download' in page
