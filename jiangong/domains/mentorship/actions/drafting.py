"""From a draft to an agreement with a number that waits for its signatures."""

from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.models import Agreement, NumberCounter
from jiangong.domains.mentorship.queries.terms import twin_of
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.domains.people.rules import refuse_unless_allowed, refuse_unless_within_reach
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged
from jiangong.lib.dates import format_day


@transaction.atomic
def draft_agreement(agreement: Agreement, *, actor: Actor) -> Agreement:
    """A new draft under the responsible unit."""
    refuse_unless_allowed(actor, "mentorship.edit")
    refuse_unless_within_reach(actor, agreement.organization)
    _refuse_unsound(agreement)
    agreement.clerk = actor.user
    agreement.midterm_due_on = midterm_of(agreement.starts_on, agreement.ends_on)
    agreement.save(force_insert=True)
    record(actor, "mentorship.agreement.create", agreement)
    return agreement


@transaction.atomic
def revise_agreement(agreement: Agreement, fields: Iterable[str], version: int, *, actor: Actor) -> Agreement:
    """Save a corrected draft, unless somebody else was first or it has gone to be signed."""
    stored = Agreement.objects.ungated("compared with what is being revised").get(pk=agreement.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    refuse_unless_within_reach(actor, agreement.organization)
    _refuse_unsound(agreement)
    names = list(fields)
    if agreement.organization_id != stored.organization_id and stored.number:
        raise Refusal("协议已经编号，不能改换责任单位。确需改换的，请作废后重新登记。", "organization")
    before = {name: getattr(stored, name) for name in names}
    agreement.midterm_due_on = midterm_of(agreement.starts_on, agreement.ends_on)
    save_if_unchanged(agreement, version, [*names, "midterm_due_on"])
    record(actor, "mentorship.agreement.edit", agreement, fields=differences(before, agreement))
    return agreement


@transaction.atomic
def submit_agreement(agreement: Agreement, *, actor: Actor) -> Agreement:
    """Give it its number and put it before the two who sign; one that was withdrawn keeps its number."""
    agreement_workflow.perform(agreement, "submit", actor=actor, values=_numbered(agreement))
    return agreement


@transaction.atomic
def withdraw_agreement(agreement: Agreement, note: str = "", *, actor: Actor) -> Agreement:
    """Back to the draft; whoever has signed signs again what is changed."""
    unsigned = {"master_signed_on": None, "master_channel": "", "apprentice_signed_on": None}
    values = unsigned | {"apprentice_channel": ""}
    agreement_workflow.perform(agreement, "withdraw", actor=actor, note=note, values=values)
    return agreement


def _numbered(agreement: Agreement) -> dict[str, object]:
    if agreement.number:
        return {}
    year = timezone.localdate().year
    (serial,) = take_numbers(agreement.organization_id, year, 1)
    return {"number": written_number(year, serial), "number_year": year, "number_serial": serial}


def take_numbers(organization_id: int, year: int, count: int) -> range:
    """The next numbers of a unit's year; what is rolled back leaves no gap.

    The UPDATE holds the counter's row until the transaction ends, so two clerks queue here.
    """
    counter, _ = NumberCounter.objects.get_or_create(organization_id=organization_id, year=year)
    NumberCounter.objects.filter(pk=counter.pk).update(last=models.F("last") + count)
    last = NumberCounter.objects.values_list("last", flat=True).get(pk=counter.pk)
    return range(last - count + 1, last + 1)


def written_number(year: int, serial: int) -> str:
    return f"师徒〔{year}〕{serial}号"


def midterm_of(starts_on: date, ends_on: date) -> date:
    """When half the term is over."""
    return starts_on + (ends_on - starts_on) / 2


def _refuse_unsound(agreement: Agreement) -> None:
    """The rules of the form hold for whoever calls."""
    if reason := rules.pair_refusal(agreement.master, agreement.apprentice):
        raise Refusal(reason, "apprentice")
    grades = agreement.master_grade, agreement.from_grade, agreement.to_grade
    for field, reason in (
        rules.grades_refusal(*grades),
        rules.term_refusal(agreement.starts_on, agreement.ends_on),
    ):
        if reason:
            raise Refusal(reason, field)
    if twin := twin_of(agreement):
        raise Refusal(twin_sentence(twin), "apprentice")


def twin_sentence(twin: Agreement) -> str:
    """Which agreement of the same two is there already."""
    known = twin.number or twin.paper_number or "草拟中"
    return (
        f"这两人已有一份{format_day(twin.starts_on)}开始的协议（{known}，{twin.get_state_display()}）。"
        "请打开那份协议办理，不要重复登记。"
    )
