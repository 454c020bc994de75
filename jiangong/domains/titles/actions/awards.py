"""Registering, correcting, revoking and voiding what somebody holds."""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, models, transaction

from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import find_by_official_number
from jiangong.domains.documents.rules import normalize_official_number
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.titles import rules
from jiangong.domains.titles.actions.counting import mark_counted
from jiangong.domains.titles.choices import AwardState
from jiangong.domains.titles.models import Award
from jiangong.domains.titles.queries import BATCH, twins_of
from jiangong.domains.titles.rules import AwardFacts
from jiangong.domains.titles.workflow import award_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record, record_many
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

COLUMNS = (
    "title", "level", "family", "person", "unit", "enterprise", "team", "collective_key", "organization",
    "year", "given_on", "basis", "document", "note",
)  # fmt: skip


@transaction.atomic
def register_award(facts: AwardFacts, *, actor: Actor) -> Award:
    """Enter a title somebody was given."""
    if not actor.can("titles.edit"):
        raise NotAllowed("您当前的任职没有“登记和修改荣誉称号”的权限。")
    award = Award()
    fill(award, facts)
    award.basis, award.document = link_document(facts.basis, actor)
    _refuse(award)
    with _one_at_a_time(award):
        award.save(force_insert=True)
    _recount(award)
    record(actor, "titles.award.create", award, title=award.title_id, year=award.year)
    return award


@transaction.atomic
def register_awards(said: Sequence[AwardFacts], *, actor: Actor) -> list[Award]:
    """Enter many titles at once in a constant number of statements: all of them, or none for one that cannot be."""
    if not actor.can("titles.edit"):
        raise NotAllowed("您当前的任职没有“登记和修改荣誉称号”的权限。")
    documents = {basis: link_document(basis, actor) for basis in {facts.basis for facts in said}}
    awards = []
    for facts in said:
        award = Award()
        fill(award, facts)
        award.basis, award.document = documents[facts.basis]
        awards.append(award)
    for award in awards:
        if reason := rules.dating_refusal(award.year, award.given_on):
            raise Refusal(reason, "given_on")
    for twin in twins_of(awards):
        raise Refusal(rules.told_twin(twin), "title")
    try:
        with transaction.atomic():
            Award.objects.bulk_create(awards, batch_size=BATCH)
    except IntegrityError:
        raise Refusal("有对象的这项称号刚刚已被登记，请刷新页面核对后再办理。", "title") from None
    _recount(*awards)
    record_many(actor, "titles.award.create", awards)
    return awards


@transaction.atomic
def revise_award(award: Award, facts: AwardFacts, version: int, *, actor: Actor) -> Award:
    """Correct what was entered, unless somebody else was first or it is revoked."""
    stored = Award.objects.ungated("compared with what is being revised").get(pk=award.pk)
    if reason := rules.editing_refusal(stored, actor):
        raise NotAllowed(reason)
    before = {name: getattr(stored, name) for name in COLUMNS}
    fill(award, facts)
    award.basis, award.document = link_document(facts.basis, actor)
    _refuse(award)
    with _one_at_a_time(award):
        save_if_unchanged(award, version, list(COLUMNS))
    _recount(award, stored)
    record(actor, "titles.award.edit", award, fields=differences(before, award))
    return award


@transaction.atomic
def revoke_award(award: Award, reason: str, revoked_on: date, basis: str = "", *, actor: Actor) -> Award:
    """Take a title back from a day on, by a document and for a reason."""
    if why := rules.revoking_refusal(award, revoked_on):
        raise Refusal(why, "revoked_on")
    number = normalize_official_number(basis)
    values = {
        "revoked_on": revoked_on,
        "revoked_basis": number,
        "revoked_document": find_by_official_number(number, actor),
        "closing_reason": reason.strip()[:300],
    }
    award_workflow.perform(award, "revoke", actor=actor, note=reason, values=values)
    _recount(award)
    return award


@transaction.atomic
def restore_award(award: Award, reason: str, *, actor: Actor) -> Award:
    """Undo a revocation that was a mistake."""
    values = {"revoked_on": None, "revoked_basis": "", "revoked_document": None, "closing_reason": ""}
    award_workflow.perform(award, "restore", actor=actor, note=reason, values=values)
    _recount(award)
    return award


@transaction.atomic
def void_award(award: Award, reason: str, *, actor: Actor) -> Award:
    """Stop an entry that should not have been made; it stays readable."""
    values = {"closing_reason": reason.strip()[:300]}
    award_workflow.perform(award, "void", actor=actor, note=reason, values=values)
    _recount(award)
    return award


def fill(award: Award, facts: AwardFacts) -> None:
    """The row's columns from what was said, those that figures need among them; the basis apart."""
    title = facts.title
    award.title, award.level, award.family = title, title.level, title.family
    award.person = facts.person if title.is_for_people else None
    award.unit = None if title.is_for_people else facts.unit
    award.enterprise = None if title.is_for_people else facts.enterprise
    award.team = "" if title.is_for_people else " ".join(facts.team.split())
    award.collective_key = collective_key(award)
    award.organization = _counts_for(award)
    award.year, award.given_on, award.note = facts.year, facts.given_on, facts.note


def link_document(basis: str, actor: Actor) -> tuple[str, Document | None]:
    """An official number in its usual form, and the one registered document that bears it."""
    number = normalize_official_number(basis)
    return number, find_by_official_number(number, actor)


def collective_key(award: Award) -> str:
    """What a unit or team is counted once by."""
    if award.person_id is not None:
        return ""
    place = f"e{award.enterprise_id}" if award.enterprise_id is not None else f"o{award.unit_id}"
    return f"{place}:{unicodedata.normalize('NFKC', award.team).replace(' ', '')}"


def _counts_for(award: Award) -> Organization:
    """The union an award counts for: where the person is, the unit itself, an enterprise's union or keeper."""
    if award.person is not None:
        return award.person.organization
    if award.enterprise is not None:
        return award.enterprise.union or award.enterprise.organization
    if award.unit is not None:
        return award.unit
    raise Refusal("请填写获得称号的人或单位。")


def _refuse(award: Award) -> None:
    if reason := rules.dating_refusal(award.year, award.given_on):
        raise Refusal(reason, "given_on")
    if reason := rules.twin_refusal(award):
        raise Refusal(reason, "title")


def _recount(*awards: Award) -> None:
    mark_counted(award.person_id for award in awards if award.person_id)


@contextmanager
def _one_at_a_time(award: Award) -> Iterator[None]:
    """Two clerks entering one title in the same second: the unique index lets one through."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "one_award_per" not in str(error) and "UNIQUE" not in str(error):
            raise
        raise Refusal(
            rules.twin_refusal(award) or "这项称号刚刚已被登记，请刷新页面查看。", "title"
        ) from None


def void_doubles(drop: Person, *, actor: Actor) -> int:
    """After two entries became one person, what stayed with the dropped one is there twice."""
    doubles = Award.objects.ungated("doubles of a merged person").filter(person=drop)
    left = list(doubles.exclude(state=AwardState.VOID))
    doubles.filter(pk__in=[award.pk for award in left]).update(
        state=AwardState.VOID,
        revoked_on=None,
        closing_reason="人员合并后与另一项登记重复。",
        version=models.F("version") + 1,
    )
    record_many(actor, "titles.award.void", left)
    return len(left)
