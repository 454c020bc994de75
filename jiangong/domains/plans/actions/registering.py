"""The notice of a plan as an outgoing document of the register."""

from django.db import transaction

from jiangong.domains.documents.actions import register_document
from jiangong.domains.documents.choices import Direction
from jiangong.domains.documents.models import BODY, Document
from jiangong.domains.plans.actions.drafting import open_draft
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.models.readings import SOURCE
from jiangong.domains.plans.queries.sources import reading_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.attachments.receiving import Received
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.filetypes import FileType


@transaction.atomic
def register_notice(plan: Plan, *, actor: Actor) -> Document:
    """Register the notice once, with its file."""
    open_draft(plan, actor)
    if plan.document_id is not None:
        raise Refusal("这份计划的文件已经登记过，请到“文件”里查看。")
    document = register_document(
        Document(
            direction=Direction.OUTGOING,
            title=plan.title,
            official_number=plan.official_number,
            issuer_name=plan.issuer_names,
            issued_on=plan.dated_on,
        ),
        actor=actor,
    )
    reading = reading_of(plan)
    source = attachments_of(reading).filter(slot=SOURCE).first() if reading else None
    if source is not None:
        kind = FileType(source.kind)
        copied = Received(source.name, kind, source.size, source.digest, source.cleaned)
        add_attachments(document, BODY, [copied], actor=actor)
    plan.document = document
    plan.save(update_fields=("document",))
    record(actor, "plans.plan.edit", plan, field="登记文件")
    return document
