"""Certificates of honour: one to a page turned sideways, with a number and a QR code to verify it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing.printed import Kind, Printed, file_name, pdf_of


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """The words of one certificate."""

    bearer: str
    workplace: str
    text: str
    issuer: str
    day: str
    number: str
    basis: str
    code_svg: str
    heading: str = "荣誉证书"


def print_certificates(sheets: Sequence[CertificateSheet], title: str) -> Printed:
    """The certificates as one .pdf."""
    if not sheets:
        raise Refusal("没有可以打印的证书。")
    markup = render_to_string("printing/certificates.html", {"title": title, "sheets": sheets})
    return Printed(file_name(title, Kind.PDF), Kind.PDF, pdf_of(markup, "certificates"))
