"""Who taught whom: a person's masters, apprentices and those beyond, through agreements that took effect."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from jiangong.domains.mentorship.choices import STANDING_STATES, Party
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor

MOST = 40


@dataclass(frozen=True, slots=True)
class Generation:
    """One line of the lineage: what these people are to the two of the agreement."""

    label: str
    agreements: tuple[Agreement, ...]
    party: Party  # whose name is shown


def standing() -> models.QuerySet[Agreement]:
    """Every agreement that took effect; names alone are shown of those out of reach."""
    known = Agreement.objects.ungated("the lineage of a trade crosses units; it shows names only")
    rows = known.filter(state__in=STANDING_STATES)
    return rows.select_related("master", "apprentice", "organization").order_by("starts_on", "pk")


def lineage_of(agreement: Agreement) -> list[Generation]:
    """The master's masters, the master's other apprentices, and whom the apprentice teaches."""
    others = standing().exclude(pk=agreement.pk)
    told = (
        ("师傅的师傅", others.filter(apprentice=agreement.master_id), Party.MASTER),
        ("同门师兄弟", others.filter(master=agreement.master_id), Party.APPRENTICE),
        ("徒弟以前的师傅", others.filter(apprentice=agreement.apprentice_id), Party.MASTER),
        ("徒弟的徒弟", others.filter(master=agreement.apprentice_id), Party.APPRENTICE),
    )
    found = [Generation(label, _each_once(rows[:MOST], party), party) for label, rows, party in told]
    return [one for one in found if one.agreements]


def _each_once(rows: Iterable[Agreement], party: Party) -> tuple[Agreement, ...]:
    return tuple({one.person(party).pk: one for one in rows}.values())


def agreements_of(person: Person, actor: Actor) -> models.QuerySet[Agreement]:
    """Those within the actor's reach a person is a party to, the latest first."""
    mine = models.Q(master=person) | models.Q(apprentice=person)
    visible = Agreement.objects.visible_to(actor).filter(mine, state__in=STANDING_STATES)
    return visible.select_related("master", "apprentice").order_by("-starts_on", "-pk")
