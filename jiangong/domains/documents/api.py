"""Documents for other systems: the register as the token's organization sees it, and entries into it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.documents import actions
from jiangong.domains.documents.choices import Step as Steps
from jiangong.domains.documents.forms import DocumentForm, ProposalForm
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.workflow import document_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

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
    version: int


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
        "version": document.version,
    }


@router.get("", response={200: PageOf[DocumentOut], **ERRORS}, summary="文件列表")
@requires("documents.view")
def list_documents(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every document in the token's scope, oldest first."""
    return take(Document.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: DocumentOut, **ERRORS}, summary="一份文件")
@requires("documents.view")
def read_document(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One document, with the version that a change must name."""
    document = one_or_404(request, Document, pk)
    response["ETag"] = etag(document)
    return show(document)


def register(form: Any, actor: Actor) -> Document:
    return actions.register_document(form.instance, actor=actor)


def revise(form: Any, actor: Actor) -> Document:
    changed = [name for name in form.changed_data if name in form._meta.fields]
    return actions.revise_document(form.instance, changed, form.instance.version, actor=actor)


def propose(document: Document, cleaned: dict[str, Any], actor: Actor) -> Document:
    return actions.propose_document(
        document, cleaned["opinion"], cleaned["leader"], cleaned["due_on"], actor=actor
    )


def withdraw(document: Document, cleaned: dict[str, Any], actor: Actor) -> Document:
    return actions.withdraw_document(document, cleaned["reason"], actor=actor)


def void(document: Document, cleaned: dict[str, Any], actor: Actor) -> Document:
    return actions.void_document(document, cleaned["reason"], actor=actor)


resource = Resource(router, Document, DocumentOut, show)
resource.creates("登记文件", "documents.register", DocumentForm, register)
resource.revises("修改文件", "documents.register", DocumentForm, revise)
# Instructing and completing are acts of a named person, which a program is not.
resource.steps(
    "documents.view",
    document_workflow,
    {Steps.PROPOSE: Step(propose, ProposalForm), Steps.WITHDRAW: Step(withdraw), Steps.VOID: Step(void)},
)
