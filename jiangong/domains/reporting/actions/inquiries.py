"""Forms that ask units: drafted, guarded against asking twice, published, answered, closed."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.models import Answer, Inquiry, Question
from jiangong.domains.reporting.queries.inquiries import is_asked, is_running
from jiangong.domains.reporting.queries.matching import known_as
from jiangong.domains.reporting.workflow import inquiry_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal


def _require(inquiry: Inquiry, actor: Actor) -> None:
    if not actor.can("reporting.inquire"):
        raise NotAllowed("您当前的任职没有“另行布置填报”的权限。")
    if reason := rules.inquiring_refusal(inquiry, actor):
        raise NotAllowed(reason)


@transaction.atomic
def draft_inquiry(inquiry: Inquiry, *, actor: Actor) -> Inquiry:
    """Begin a form; who begins it answers for it."""
    inquiry.organization, inquiry.owner = actor.organization, actor.user
    _require(inquiry, actor)
    inquiry.save(force_insert=True)
    record(actor, "reporting.inquiry.create", inquiry)
    return inquiry


@transaction.atomic
def add_question(inquiry: Inquiry, question: Question, *, actor: Actor) -> Question:
    """One more item; what is known already needs a reason to be asked for again."""
    _require(inquiry, actor)
    known = known_as(question.label, actor, besides=inquiry)
    question.known_as = "、".join(str(one) for one in known)[:200]
    if known and not question.asked_because.strip():
        raise Refusal(
            f"系统已有{question.known_as}，不用再要求填报；确需再填的，请写明原因。", "asked_because"
        )
    place = inquiry.questions.aggregate(last=Max("position"))["last"] or 0
    question.inquiry, question.position = inquiry, place + 1
    try:
        with transaction.atomic():
            question.save(force_insert=True)
    except IntegrityError:
        raise Conflict("这张表已经有同名的填报项。", "label") from None
    record(actor, "reporting.inquiry.add_question", inquiry, known=bool(known))
    return question


@transaction.atomic
def remove_question(question: Question, *, actor: Actor) -> None:
    """Ask one thing less."""
    _require(question.inquiry, actor)
    question.delete()
    record(actor, "reporting.inquiry.remove_question", question.inquiry)


@transaction.atomic
def publish_inquiry(inquiry: Inquiry, *, actor: Actor) -> Inquiry:
    """Put it before the units: with a basis, an owner, a last day, and something to ask."""
    return inquiry_workflow.perform(inquiry, "publish", actor=actor, values={"published_at": timezone.now()})


@transaction.atomic
def close_inquiry(inquiry: Inquiry, *, actor: Actor) -> Inquiry:
    """Ask no longer."""
    return inquiry_workflow.perform(inquiry, "close", actor=actor)


@transaction.atomic
def answer_inquiry(inquiry: Inquiry, values: Mapping[str, str], *, actor: Actor) -> Answer:
    """One unit's answer; a later one replaces it as long as the form runs."""
    if not actor.can("reporting.fill"):
        raise NotAllowed("您当前的任职没有“填报、反映问题建议”的权限。")
    if not is_running(inquiry):
        raise NotAllowed("这张表已经停用，不用再填。")
    if not is_asked(inquiry, actor):
        raise NotAllowed("这张表没有要求本单位填报。")
    answer, _ = Answer.objects.ungated("one row per unit").update_or_create(
        inquiry=inquiry,
        organization_id=own_organization_id(actor),
        defaults={"values": dict(values), "by": actor.user, "answered_at": timezone.now()},
    )
    record(actor, "reporting.inquiry.answer", inquiry, unit=answer.organization_id)
    return answer
