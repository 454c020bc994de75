"""Two signatures and the moment an agreement takes effect."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.choices import Channel, Party
from jiangong.domains.mentorship.models import SCAN, Agreement
from jiangong.domains.mentorship.queries.lists import party_of
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.attachments.queries import has_attachment
from jiangong.kit.attachments.receiving import Received
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal


@transaction.atomic
def sign_agreement(agreement: Agreement, contents: str, *, actor: Actor) -> Agreement:
    """A party signs with their own account; with the second signature the agreement takes effect.

    ``contents`` marks what they have read: a text that was taken back and changed meanwhile is not signed.
    """
    current = _for_signing(agreement)
    if contents != current.contents:
        raise Conflict("协议内容在您阅读之后有修改，没有签署。请重新打开协议，阅读后再签署。")
    party = party_of(current, actor)
    if party is None:
        raise NotAllowed(rules.signing_refusal(current, actor))
    days = {party: timezone.localdate()}
    return _signed(current, "sign", days, Channel.SCREEN, actor)


@transaction.atomic
def record_signatures(
    agreement: Agreement, days: Mapping[Party, date], files: Iterable[Received], *, actor: Actor
) -> Agreement:
    """Signatures given on paper, with the scan that shows them."""
    current = _for_signing(agreement)
    received = list(files)
    if received:
        add_attachments(current, SCAN, received, actor=actor)
    if not has_attachment(current, SCAN):
        raise Refusal("请上传有签字的协议扫描件或照片。", "scan")
    wanted = {party: day for party, day in days.items() if party in current.unsigned}
    if not wanted:
        raise Refusal("请填写师傅或徒弟的签字日期。", "master_signed_on")
    return _signed(current, "record_signatures", wanted, Channel.PAPER, actor)


def _for_signing(agreement: Agreement) -> Agreement:
    """The agreement as it is now, once both people are nobody else's to sign for.

    Two who sign the same agreement queue here, and so do two agreements of one apprentice or one master.
    """
    lock_people((agreement.master_id, agreement.apprentice_id))
    rows = Agreement.objects.ungated("read again under the lock of its two people")
    related = rows.select_related("master", "apprentice", "organization")
    return related.get(pk=agreement.pk)


def lock_people(keys: Collection[int]) -> None:
    """One at a time decides about these people, always in the same order.

    SQLite's transactions queue by themselves; PostgreSQL locks the rows without disturbing foreign keys.
    """
    rows = Person.objects.ungated("locked while their agreements are looked at").filter(pk__in=keys)
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def _signed(
    agreement: Agreement, step: str, days: Mapping[Party, date], channel: Channel, actor: Actor
) -> Agreement:
    values: dict[str, Any] = {}
    for party, day in days.items():
        if reason := rules.signature_day_refusal(day, agreement.ends_on):
            raise Refusal(reason, f"{party}_signed_on")
        values |= {f"{party}_signed_on": day, f"{party}_channel": channel}
    agreement_workflow.perform(agreement, step, actor=actor, values=values)
    return agreement if agreement.unsigned else _take_effect(agreement, actor)


def _take_effect(agreement: Agreement, actor: Actor) -> Agreement:
    """In force from the later signature on; asked under the lock whether both have time for it."""
    if reason := rules.pair_refusal(agreement.master, agreement.apprentice) or rules.time_refusal(agreement):
        raise Refusal(reason)
    signed = [day for day in (agreement.master_signed_on, agreement.apprentice_signed_on) if day]
    values = {"effective_on": max(signed), "lapses_on": agreement.ends_on + rules.DAY}
    agreement_workflow.perform(agreement, "take_effect", actor=actor, values=values)
    return agreement
