"""Deciding, and what follows: titles, certificates, revocation, services."""

from datetime import date

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from jiangong.domains.documents.rules import normalize_official_number
from jiangong.domains.honors.actions.programmes import finish_stage
from jiangong.domains.honors.choices import NominationState
from jiangong.domains.honors.models import Certificate, Nomination, Programme, Service
from jiangong.domains.honors.queries.lists import listed
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.rules import certificates as rules
from jiangong.domains.honors.workflow import nomination_workflow, programme_workflow
from jiangong.domains.titles.actions import register_awards, revoke_award
from jiangong.domains.titles.models import Award
from jiangong.domains.titles.rules import AwardFacts
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal

PREFIX = "荣"
COUNTED_FOR = ("person__organization", "enterprise__union", "enterprise__organization")


@transaction.atomic
def decide_programme(programme: Programme, decided_on: date, number: str, *, actor: Actor) -> Programme:
    """Everybody on the list is given the title: an award in the register, a certificate with its number."""
    field, why = rules.decision_refusal(programme, decided_on, number)
    if why:
        raise Refusal(why, field)
    people, stage = listed(programme), programme.current()
    number = normalize_official_number(number)
    values = {"decided_on": decided_on, "decision_number": number}
    programme_workflow.perform(programme, "decide", actor=actor, values=values)
    finish_stage(stage, number)
    prefetch_related_objects(people, *COUNTED_FOR)
    for one in people:
        one.programme = programme
    awards = register_awards([_facts(one, decided_on, number) for one in people], actor=actor)
    given = enumerate(zip(people, awards, strict=True), next_serial(programme))
    made = [certificate_of(one, award, serial) for serial, (one, award) in given]
    Certificate.objects.bulk_create(made, batch_size=500)
    nomination_workflow.perform_many(people, "award", actor=actor)
    left = Nomination.objects.ungated("who was not chosen is told so").filter(
        programme=programme, state__in=(NominationState.RESERVE, NominationState.SUBMITTED)
    )
    left.update(state=NominationState.DROPPED, reason="名单已经决定，未入选。")
    forget(programme)
    return programme


def _facts(one: Nomination, decided_on: date, number: str) -> AwardFacts:
    return AwardFacts(
        title=one.programme.title,
        year=one.programme.year,
        given_on=decided_on,
        person=one.person,
        unit=one.unit,
        enterprise=one.enterprise,
        team=one.team,
        basis=number,
        note=one.programme.name,
    )


def numbered(programme: Programme, serial: int) -> str:
    """郑工荣〔2026〕第001号."""
    return f"{programme.number_prefix or PREFIX}〔{programme.year}〕第{serial:03d}号"


def next_serial(programme: Programme) -> int:
    """Numbers go on where the last programme of this prefix and year stopped."""
    begun = f"{programme.number_prefix or PREFIX}〔{programme.year}〕第"
    rows = Certificate.objects.ungated("a number is given once in the whole register")
    return rows.filter(number__startswith=begun).count() + 1


def certificate_of(one: Nomination, award: Award, serial: int) -> Certificate:
    """The words of the certificate, as they will stand whatever changes later."""
    programme = one.programme
    return Certificate(
        organization=one.organization,
        nomination=one,
        award=award,
        number=numbered(programme, serial),
        bearer=one.bearer,
        workplace=one.workplace if one.person_id else "",
        title=programme.title.name,
        year=programme.year,
        issuer=programme.signed_by,
        basis=award.basis,
        issued_on=award.given_on,
    )


@transaction.atomic
def revoke_certificate(
    certificate: Certificate, reason: str, revoked_on: date, basis: str, *, actor: Actor
) -> Certificate:
    """Take an honour back: the title falls, the public page says so, evidence that rested on it is flagged."""
    if why := rules.revoking_refusal(certificate, actor):
        raise NotAllowed(why)
    revoke_award(certificate.award, reason, revoked_on, basis, actor=actor)
    record(actor, "honors.certificate.revoke", certificate)
    return certificate


@transaction.atomic
def record_service(certificate: Certificate, service: Service, *, actor: Actor) -> Service:
    """Something was done for who holds it."""
    if why := rules.service_refusal(certificate, actor):
        raise NotAllowed(why)
    if why := rules.serving_refusal(certificate, service.served_on):
        raise Refusal(why, "served_on")
    service.certificate = certificate
    service.save(force_insert=True)
    count_services(certificate)
    record(actor, "honors.certificate.serve", certificate, kind=service.kind)
    return service


@transaction.atomic
def remove_service(service: Service, *, actor: Actor) -> Certificate:
    """An entry made by mistake."""
    certificate = service.certificate
    if why := rules.service_refusal(certificate, actor):
        raise NotAllowed(why)
    record(actor, "honors.certificate.unserve", certificate, kind=service.kind, day=f"{timezone.localdate()}")
    service.delete()
    count_services(certificate)
    return certificate


def count_services(certificate: Certificate) -> None:
    """Written onto the certificate, so that lists need not count."""
    rows = Certificate.objects.ungated("the certificate in hand").filter(pk=certificate.pk)
    rows.update(served=certificate.services.count())
