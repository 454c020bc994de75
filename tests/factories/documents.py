"""Documents and uploads for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.documents.actions import instruct_document, propose_document, register_document
from jiangong.domains.documents.choices import Direction
from jiangong.domains.documents.models import BODY, Document
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.actions import attach


def text_file(name: str = "正文.txt", content: str = "关于开展安全生产月活动的通知。") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def make_document(actor: Actor, *, body: bool = True, **facts) -> Document:
    """A registered document of the actor's organization, with its text attached."""
    facts.setdefault("direction", Direction.INCOMING)
    facts.setdefault("title", "关于开展安全生产月活动的通知")
    facts.setdefault("issuer_name", "河州市总工会")
    facts.setdefault("received_on", timezone.localdate())
    document = register_document(Document(**facts), actor=actor)
    if body:
        attach(document, BODY, text_file(), actor=actor)
    return document


def make_proposed(actor: Actor, leader: User, **facts) -> Document:
    """A document put before ``leader``."""
    return propose_document(make_document(actor, **facts), "请领导批示。", leader, actor=actor)


def make_instructed(actor: Actor, leader: Actor, handler: User, **facts) -> Document:
    """A document that ``handler`` works on."""
    document = make_proposed(actor, leader.user, **facts)
    return instruct_document(document, "请按要求落实。", handler, actor=leader)
