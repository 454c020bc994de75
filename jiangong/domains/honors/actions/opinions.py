"""Asking departments and writing down what they say."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.honors.choices import CHOSEN, NominationState, Reply
from jiangong.domains.honors.models import Consultation, Programme, Veto
from jiangong.domains.honors.queries.opinions import still_asked
from jiangong.domains.honors.queries.programmes import forget, nominations_of
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.rules.opinions import lifting_refusal, replying_refusal, urging_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.attachments.receiving import Received
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

LONGEST_WAIT = timedelta(days=366)
REPLY = Consultation.attachment_slots[0].name
ASKED_ABOUT = (*CHOSEN, NominationState.RESERVE)


@transaction.atomic
def consult_departments(
    programme: Programme,
    departments: Sequence[str],
    sent_on: date,
    due_on: date,
    number: str,
    *,
    actor: Actor,
) -> list[Consultation]:
    """One letter for each, about everybody on the list and in reserve."""
    if reason := rules.consulting_refusal(programme, actor):
        raise NotAllowed(reason)
    if due_on < sent_on:
        raise Refusal("回复期限不能早于发函日期。", "due_on")
    if due_on - sent_on > LONGEST_WAIT:
        raise Refusal("回复期限在发函一年以后，请核对。", "due_on")
    covered = [one.pk for one in nominations_of(programme) if one.state in ASKED_ABOUT]
    if not covered:
        raise Refusal("名单里还没有人，不用征求意见。")
    asked = still_asked(programme, set(covered))
    if twice := [name for name in dict.fromkeys(departments) if name in asked]:
        why = f"已经就这份名单向{'、'.join(twice)}发函，还没有回复。请从部门里去掉，需要的可以催办。"
        raise Refusal(why, "departments")
    made = []
    for name in dict.fromkeys(departments):
        letter = Consultation.objects.create(
            programme=programme, department=name, letter_number=number, sent_on=sent_on, due_on=due_on
        )
        letter.covered.set(covered)
        made.append(letter)
    record(actor, "honors.programme.consult", programme, letters=len(made), people=len(covered))
    forget(programme)
    return made


@transaction.atomic
def record_reply(
    letter: Consultation,
    vetoes: Mapping[int, str],
    files: Sequence[Received] = (),
    *,
    actor: Actor,
    version: int,
) -> Consultation:
    """What came back, on paper too; ``vetoes`` are reasons by the key of a nomination it is against."""
    if reason := replying_refusal(letter, actor):
        raise NotAllowed(reason)
    today = timezone.localdate()
    replied_on = letter.replied_on or today
    if replied_on < letter.sent_on or replied_on > today:
        raise Refusal("回复日期应在发函日期和今天之间。", "replied_on")
    if letter.valid_until and letter.valid_until < replied_on:
        raise Refusal("意见有效期不能早于回复日期。", "valid_until")
    if set(vetoes) - set(letter.covered.values_list("pk", flat=True)):
        raise Refusal("有的对象不在这份函的名单里，请核对。", "against")
    is_against = bool(vetoes) or letter.vetoes.filter(lifted_on=None).exists()
    letter.replied_on, letter.reply = replied_on, Reply.OBJECTED if is_against else Reply.AGREED
    save_if_unchanged(letter, version, ["reply", "replied_on", "valid_until", "reply_number"])
    try:
        with transaction.atomic():
            Veto.objects.bulk_create(
                Veto(consultation=letter, nomination_id=key, reason=reason[:300])
                for key, reason in vetoes.items()
            )
    except IntegrityError:
        raise Conflict("这个部门对同一对象的意见已经登记，请刷新页面查看。") from None
    if files:
        add_attachments(letter, REPLY, files, actor=actor)
    record(actor, "honors.consultation.reply", letter, vetoes=len(vetoes))
    forget(letter.programme)
    return letter


@transaction.atomic
def urge_department(letter: Consultation, *, actor: Actor) -> Consultation:
    """Note that somebody asked again."""
    if reason := urging_refusal(letter, actor):
        raise NotAllowed(reason)
    letter.urged += 1
    save_if_unchanged(letter, letter.version, ["urged"])
    record(actor, "honors.consultation.urge", letter, times=letter.urged)
    return letter


@transaction.atomic
def lift_veto(veto: Veto, basis: str, *, actor: Actor) -> Veto:
    """The department itself has taken its objection back, in writing."""
    letter = veto.consultation
    if reason := lifting_refusal(veto, actor):
        raise NotAllowed(reason)
    if not basis.strip():
        raise Refusal("请填写部门撤回意见的函号。", "basis")
    values = {"lifted_on": timezone.localdate(), "lifted_basis": basis.strip()[:120]}
    if not Veto.objects.filter(pk=veto.pk, lifted_on=None).update(**values):
        raise Conflict("这条意见已经撤回，请刷新页面查看。")
    record(actor, "honors.consultation.lift", letter, veto=veto.pk)
    forget(letter.programme)
    return veto
