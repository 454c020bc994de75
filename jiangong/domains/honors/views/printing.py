"""On paper: the list, letters to departments, certificates."""

import io
import zipfile
from datetime import date
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from jiangong.domains.honors.models import Certificate, Consultation, Nomination, Programme
from jiangong.domains.honors.queries.eligibility import day_of
from jiangong.domains.honors.queries.lists import listed, rule_lines
from jiangong.domains.honors.rules.programmes import running_refusal
from jiangong.domains.honors.views.steps import ProgrammePage
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.pages import Page
from jiangong.kit.printing.certificates import CertificateSheet, print_certificates
from jiangong.kit.printing.pages import PrintPage
from jiangong.kit.printing.printed import SANDBOX, Kind, print_document
from jiangong.kit.ui.codes import qr_code
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import (
    Annex,
    Block,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    TableBlock,
)

MOST_CERTIFICATES = 500


class ListPrint(ProgrammePage, PrintPage):
    """The list in force, with its rules."""

    permission = "honors.export"
    kinds = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def describe(self, instance: Programme) -> OfficialDocument:
        if reason := running_refusal(instance, self.actor):
            raise NotAllowed(reason)
        return list_document(instance)


def list_document(programme: Programme) -> OfficialDocument:
    """Who stands on the list, and how it keeps the rules of structure."""
    people = listed(programme)
    blocks: list[Block] = [_people(people)]
    lines = rule_lines(programme, day_of(programme))
    if lines:
        rows = [
            (
                line.label,
                line.rule.amount,
                f"{line.count}人",
                line.share,
                "符合" if line.is_met else "不符合",
                line.rule.source,
            )
            for line in lines
        ]
        titles = ("对象", "要求", "人数", "占比", "结果")
        columns = (*(Column(one) for one in titles), Column("出处", align="left"))
        blocks += [Heading(1, "结构要求"), TableBlock(columns, tuple(rows))]
    return OfficialDocument(f"{programme.name}名单（第{programme.edition}稿）", tuple(blocks))


def _people(people: list[Nomination], on: date | None = None) -> TableBlock:
    rows = [
        (number, one.bearer, str(one.organization), one.position, one.category, "、".join(one.trait_labels))
        for number, one in enumerate(people, 1)
    ]
    titles = ("名称", "推荐单位", "岗位职务", "类别", "结构")
    columns = (Column("序号", width=12), *(Column(one) for one in titles))
    return TableBlock(
        columns, tuple(rows), unit_note=f"{format_day(on or timezone.localdate())}　共{len(people)}名"
    )


class ProgrammeLetters(ProgrammePage, Page):
    """Every letter to a department as a document of its own, in one archive."""

    permission = "honors.consult"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        programme = self.get_object()
        if reason := running_refusal(programme, self.actor):
            raise NotAllowed(reason)
        letters = list(programme.consultations.prefetch_related("covered__organization"))
        if not letters:
            raise Refusal("还没有征求意见函。")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, one in enumerate(letters, 1):
                printed = print_document(
                    letter_document(programme, one), Kind.DOCX, f"{number:02d}{one.department}"
                )
                archive.writestr(printed.name, printed.content)
        with transaction.atomic():
            record(self.actor, "honors.programme.print", programme, letters=len(letters))
        return _archive(packed.getvalue(), f"{programme.name}征求意见函.zip")


def _archive(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def letter_document(programme: Programme, letter: Consultation) -> OfficialDocument:
    """A letter in the layout of GB/T 9704 with the candidates as its annex."""
    people = list(letter.covered.all())
    basis = f"根据《{programme.basis_document.title}》" if programme.basis_document else "按照评选工作安排"
    text = (
        f"{basis}（{programme.basis_number}），我单位组织{programme.name}评选。经各单位推荐，共有{len(people)}名对象进入考察。"
        f"请你单位结合职责，对名单所列对象有无违法违纪、行政处罚、失信等不宜表彰的情形提出意见，"
        f"于{format_day(letter.due_on)}前书面函复；逾期请说明情况。"
    )
    annex = Annex("推荐对象名单", (_people(people, letter.sent_on),))
    return OfficialDocument(
        f"关于征求{programme.name}推荐对象意见的函",
        (Paragraph(text), Paragraph("意见请注明有效期限。名单含个人信息，请妥善保管，不得用于其他用途。")),
        issuers=(programme.organization.name,),
        number=letter.letter_number,
        addressees=(letter.department,),
        annexes=(annex,),
        dated_on=letter.sent_on,
    )


class ProgrammeCertificates(ProgrammePage, Page):
    """All certificates of a programme, one to a page."""

    permission = "honors.export"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        programme = self.get_object()
        rows = Certificate.objects.visible_to(self.actor).filter(nomination__programme=programme)
        valid = [one for one in rows.select_related("award").order_by("number") if one.is_valid]
        if len(valid) > MOST_CERTIFICATES:
            raise Refusal(f"一次最多打印{MOST_CERTIFICATES}份证书，请从证书列表分批打印。")
        sheets = [sheet_of(one, request.build_absolute_uri(one.get_public_url())) for one in valid]
        printed = print_certificates(sheets, f"{programme.name}荣誉证书")
        with transaction.atomic():
            record(self.actor, "honors.certificate.print", rows=len(sheets))
        return printed.response()


def sheet_of(one: Certificate, address: str) -> CertificateSheet:
    """The words of a certificate as the printer wants them."""
    return CertificateSheet(
        bearer=one.bearer,
        workplace=one.workplace,
        text=f"荣获{one.year}年度“{one.title}”称号，特颁此证。",
        issuer=one.issuer,
        day=format_day(one.issued_on),
        number=one.number,
        basis=one.basis,
        code_svg=qr_code(address),
    )
