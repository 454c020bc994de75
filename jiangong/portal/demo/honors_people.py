"""Candidates of the demo: people and units with deeds, a meeting and a unit notice of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jiangong.domains.honors.actions.nominations import draw_evidence, fill
from jiangong.domains.honors.choices import Meeting, NominationState, Trait
from jiangong.domains.honors.models import Nomination, Programme
from jiangong.domains.people.choices import Gender
from jiangong.domains.people.models import Person
from jiangong.domains.titles.models import Title
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.portal.demo.honors_words import CLAUSES, UNITS_CLAUSES
from jiangong.portal.demo.progress import UnitStage

DAY = timedelta(days=1)
POSTS = (
    "装配工",
    "电气工程师",
    "维修技师",
    "车间主任",
    "设备工程师",
    "化验员",
    "调度员",
    "焊工",
    "数控操作工",
    "班组长",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the parts of the demo's selection share."""

    stages: list[UnitStage]
    titles: dict[str, Title]
    chance: Random
    today: date
    actor: Actor


@dataclass(frozen=True, slots=True)
class Seat:
    """Which place a candidate takes among their unit's."""

    rank: int = 1
    state: str = NominationState.SUBMITTED
    traits: Sequence[str] = ()


def candidate(
    programme: Programme, stage: UnitStage, person: Person, setting: Setting, seat: Seat | None = None
) -> Nomination:
    """A person of a unit with everything a nomination needs."""
    seat = seat or Seat()
    known = set(seat.traits)
    known |= {Trait.WOMAN} if person.gender == Gender.FEMALE else set()
    known |= {Trait.MIGRANT} if person.is_migrant_worker else set()
    one = _base(programme, stage, setting, CLAUSES)
    one.person, one.rank, one.state = person, seat.rank, seat.state
    one.position = person.occupation or POSTS[(stage.place + seat.rank) % len(POSTS)]
    one.traits = [value for value in Trait.values if value in known]
    if seat.state == NominationState.DRAFT:
        one.meeting, one.submitted_on = "", None
    fill(one)
    return one


def unit_candidate(programme: Programme, stage: UnitStage, setting: Setting) -> Nomination:
    one = _base(programme, stage, setting, UNITS_CLAUSES)
    one.unit, one.state = stage.unit, NominationState.SUBMITTED
    fill(one)
    return one


def _base(
    programme: Programme, stage: UnitStage, setting: Setting, clauses: Sequence[Callable[[Random], str]]
) -> Nomination:
    """Deeds with figures of one's own, the meeting, the unit's notice."""
    chance = setting.chance
    expected = chance.randint(60, 240)
    attended = expected - chance.randint(0, expected // 8)
    chosen = chance.sample(list(clauses), 8)
    met = min(date(programme.year, 10, 12), setting.today - DAY * 30) + DAY * (stage.place % 5)
    return Nomination(
        programme=programme,
        organization=stage.unit,
        deeds="".join(f"{clause(chance)}。" for clause in chosen),
        meeting=Meeting.CONGRESS,
        met_on=met,
        expected=expected,
        attended=attended,
        agreed=attended - chance.randint(0, 5),
        noticed_from=met + DAY,
        noticed_until=met + DAY * 18,
        submitted_on=met + DAY * 20,
    )


def save(rows: list[Nomination], setting: Setting) -> None:
    made = Nomination.objects.bulk_create(rows, batch_size=200)
    draw_evidence(made)
    record_many(setting.actor, "honors.nomination.create", made)
