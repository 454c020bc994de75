"""Agreements between masters and apprentices for tests."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jiangong.domains.mentorship.actions import draft_agreement, record_signatures, submit_agreement
from jiangong.domains.mentorship.choices import Party
from jiangong.domains.mentorship.models import SCAN, Agreement
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.choices import SkillGrade
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.receiving import Received, receive
from tests.factories.people import make_person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def make_master(place: Organization, name: str = "周师傅", **facts) -> Person:
    return make_person(name, place, skill_grade=facts.pop("skill_grade", SkillGrade.TECHNICIAN), **facts)


def make_apprentice(place: Organization, name: str = "吴徒弟", **facts) -> Person:
    return make_person(name, place, skill_grade=facts.pop("skill_grade", SkillGrade.JUNIOR), **facts)


def make_agreement(actor: Actor, place: Organization | None = None, **facts) -> Agreement:
    """A draft between two people of ``place``, from 100 days ago for a year."""
    place = place or actor.organization
    facts.setdefault("master", None)
    facts["master"] = facts["master"] or make_master(place)
    facts.setdefault("apprentice", None)
    facts["apprentice"] = facts["apprentice"] or make_apprentice(place)
    facts.setdefault("occupation", "车工")
    facts.setdefault("master_grade", facts["master"].skill_grade)
    facts.setdefault("from_grade", facts["apprentice"].skill_grade)
    facts.setdefault("to_grade", SkillGrade.INTERMEDIATE)
    facts.setdefault("skills", "数控车床编程\n薄壁零件装夹")
    facts.setdefault("starts_on", days_ago(100))
    facts.setdefault("ends_on", facts["starts_on"] + timedelta(days=365))
    return draft_agreement(Agreement(organization=place, **facts), actor=actor)


def make_submitted(actor: Actor, place: Organization | None = None, **facts) -> Agreement:
    """One that waits for its signatures."""
    return submit_agreement(make_agreement(actor, place, **facts), actor=actor)


def scan() -> Received:
    slot = next(slot for slot in Agreement.attachment_slots if slot.name == SCAN)
    return receive(slot, SimpleUploadedFile("签字页.pdf", PDF))


def make_valid(
    actor: Actor, place: Organization | None = None, signed_on: date | None = None, **facts
) -> Agreement:
    """One signed by both on paper."""
    agreement = make_submitted(actor, place, **facts)
    days = dict.fromkeys(Party, signed_on or agreement.starts_on)
    return record_signatures(agreement, days, [scan()], actor=actor)
