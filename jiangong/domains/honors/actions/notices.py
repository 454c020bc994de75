"""Showing a list to the public, taking it down, hearing and settling objections."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.actions.counting import Allowance, TooManyTries, count_try
from jiangong.domains.honors.actions.lists import arrange_list
from jiangong.domains.honors.choices import CHOSEN, NominationState, ProgrammeState
from jiangong.domains.honors.models import Nomination, Notice, NoticeEntry, Objection, Programme
from jiangong.domains.honors.queries.lists import listed
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.rules import notices as rules
from jiangong.domains.honors.rules.programmes import publishing_refusal
from jiangong.domains.honors.workflow import objection_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.masks import mask_numbers

SHOWN_DEEDS = 200
FROM_ONE_ADDRESS, TO_ONE_NOTICE = 5, 60  # in a quarter of an hour
LONGEST_FINDING = 500
TWICE = timedelta(minutes=10)


class TooManyObjections(Refusal):
    """Enough has been said for now; nothing was kept."""

    status = 429

    def __init__(self) -> None:
        super().__init__("刚刚已经收到多条异议。请15分钟后再试，或拨打公示上的电话。")


@transaction.atomic
def publish_notice(programme: Programme, opens_at: datetime, contact: str, *, actor: Actor) -> Notice:
    """Put everybody on the list who was not yet shown in this stage before the public."""
    if reason := publishing_refusal(programme, actor):
        raise NotAllowed(reason)
    if reason := rules.timing_refusal(opens_at, programme.notice_days):
        raise Refusal(reason, "opens_at")
    stage = programme.current()
    standing = Notice.objects.filter(stage=stage, recalled_at=None)
    if standing.filter(closes_at__gt=timezone.now()).exists():
        raise NotAllowed("公示正在进行或已经排定，不能重复发布。")
    shown = set(NoticeEntry.objects.filter(notice__in=standing).values_list("nomination_id", flat=True))
    people = [one for one in listed(programme) if one.pk not in shown]
    if not people:
        raise NotAllowed("名单里的对象都已经公示过，不用再发布。")
    notice = write_notice(programme, opens_at, contact, people)
    record(actor, "honors.programme.publish", programme, notice=notice.pk, people=len(people))
    forget(programme)
    return notice


def write_notice(programme: Programme, opens_at: datetime, contact: str, people: list[Nomination]) -> Notice:
    """The notice and its lines, with nothing in them that not everybody may see."""
    notice = Notice.objects.create(
        programme=programme,
        stage=programme.current(),
        edition=programme.edition,
        opens_at=opens_at,
        closes_at=rules.closing_of(opens_at, programme.notice_days),
        days=programme.notice_days,
        source=programme.notice_source,
        contact=contact,
    )
    lines = [entry_of(notice, order, one) for order, one in enumerate(people, 1)]
    NoticeEntry.objects.bulk_create(lines, batch_size=500)
    return notice


def entry_of(notice: Notice, order: int, one: Nomination) -> NoticeEntry:
    """One line: name, unit, post, category, the beginning of the deeds; numbers of any kind hidden."""
    deeds = mask_numbers(" ".join(one.deeds.split()))
    return NoticeEntry(
        notice=notice,
        nomination=one,
        order=order,
        name=mask_numbers(one.bearer),
        workplace=mask_numbers(one.workplace) if one.person_id else "",
        position=mask_numbers(one.position),
        category=mask_numbers(one.category),
        deeds=f"{deeds[:SHOWN_DEEDS]}……" if len(deeds) > SHOWN_DEEDS else deeds,
    )


@transaction.atomic
def recall_notice(notice: Notice, reason: str, *, actor: Actor) -> Notice:
    """Take a notice down before its time; it does not count."""
    if why := rules.recalling_refusal(notice, actor):
        raise NotAllowed(why)
    if not reason.strip():
        raise Refusal("请写明撤下的理由。", "reason")
    rows = Notice.objects.filter(pk=notice.pk, recalled_at=None)
    rows.update(recalled_at=timezone.now(), recall_reason=reason.strip()[:300])
    record(actor, "honors.notice.recall", notice)
    forget(notice.programme)
    return notice


def raise_objection(
    notice: Notice, about: int | None, words: tuple[str, str], address: str, *, actor: Actor
) -> Objection:
    """What somebody says to a notice, as ``(text, contact)``; ``address`` only limits how often."""
    if reason := rules.objecting_refusal(notice):
        raise Refusal(reason)
    if reason := rules.wording_refusal(words[0]):
        raise Refusal(reason, "text")
    allowances = (
        Allowance("objections from", address, FROM_ONE_ADDRESS),
        Allowance("objections to", str(notice.pk), TO_ONE_NOTICE),
    )
    try:
        count_try(allowances, None)
    except TooManyTries:
        raise TooManyObjections from None
    return _keep(notice, about, words, actor)


@transaction.atomic
def _keep(notice: Notice, about: int | None, words: tuple[str, str], actor: Actor) -> Objection:
    text, contact = words
    if about is not None and not notice.entries.filter(nomination=about).exists():
        raise Refusal("请从公示名单里选择对象。", "about")
    text = text.strip()[:1000]
    if said := said_just_now(notice, about, text):
        return said
    objection = Objection(
        organization=notice.programme.organization,
        notice=notice,
        nomination_id=about,
        text=text,
    )
    objection.seal_contact(contact.strip()[:100])
    objection.save(force_insert=True)
    record(actor, "honors.objection.create", objection, notice=notice.pk)
    return objection


def said_just_now(notice: Notice, about: int | None, text: str) -> Objection | None:
    """The same words about the same candidate a moment ago: pressed twice, heard once."""
    rows = Objection.objects.ungated("what somebody without an account said a moment ago").filter(
        notice=notice, nomination=about, text=text, received_at__gte=timezone.now() - TWICE
    )
    return rows.first()


@transaction.atomic
def settle_objection(objection: Objection, step: str, finding: str, *, actor: Actor) -> Objection:
    """Say what came of looking into it; who is rightly objected to leaves the list."""
    values = {"finding": finding.strip()[:LONGEST_FINDING], "closed_on": timezone.localdate()}
    objection_workflow.perform(objection, step, actor=actor, note=finding, values=values)
    nomination, programme = objection.nomination, objection.notice.programme
    forget(programme)
    standing = nomination is not None and nomination.state in (*CHOSEN, NominationState.RESERVE)
    if (
        nomination is not None
        and standing
        and step == "uphold"
        and programme.state == ProgrammeState.REVIEWING
    ):
        arrange_list(
            programme, {nomination.pk: "drop"}, f"公示异议成立：{finding}"[:LONGEST_FINDING], actor=actor
        )
    return objection
