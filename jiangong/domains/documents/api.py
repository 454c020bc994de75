"""Documents for reading by other systems: the register as the token's organization sees it."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from jiangong.domains.documents.models import Document
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take

router = Router(tags=["文件"])


class DocumentOut(Schema):
    """One document's facts; opinions and files stay inside."""

    id: str
    organization_id: str
    direction: str
    register_number: str
    official_number: str
    title: str
    issuer: str
    issued_on: date | None
    received_on: date | None
    due_on: date | None
    urgency: str
    state: str


def show(document: Document) -> dict[str, Any]:
    """Names of codes are the codes' own; dates are ISO."""
    return {
        "id": str(document.pk),
        "organization_id": str(document.organization_id),
        "direction": document.direction,
        "register_number": document.register_number,
        "official_number": document.official_number,
        "title": document.title,
        "issuer": document.issuer_name,
        "issued_on": document.issued_on,
        "received_on": document.received_on,
        "due_on": document.due_on,
        "urgency": document.urgency,
        "state": document.state,
    }


@router.get("", response={200: PageOf[DocumentOut], **ERRORS}, summary="文件列表")
@requires("documents.view")
def list_documents(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every document in the token's scope, oldest first."""
    return take(Document.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: DocumentOut, **ERRORS}, summary="一份文件")
@requires("documents.view")
def read_document(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One document."""
    return show(one_or_404(request, Document, pk))
