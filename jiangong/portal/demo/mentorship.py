"""A year of master–apprentice agreements in every unit, most on course with the plan, some ahead, a few late."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.mentorship.actions import draft_agreement, submit_agreement
from jiangong.domains.mentorship.actions.drafting import midterm_of, written_number
from jiangong.domains.mentorship.choices import AgreementState, Channel, ReviewKind, ReviewResult
from jiangong.domains.mentorship.models import Agreement, Extension, NumberCounter, Review
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.domains.people.choices import SkillGrade
from jiangong.domains.people.models import Person
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record_many
from jiangong.kit.messaging.models import Message
from jiangong.portal.demo import officers, people
from jiangong.portal.demo.trades import ASSESSORS, BROKEN_OFF, CHECKED, NOTES, TRADES, WRONG

DAY = timedelta(days=1)
FIRST_NUMBER = 3_000  # of invented people; those before belong to the other parts of the demo
UNASKED = 6  # agreements of a unit that the plan gave none
AHEAD, LATE = ("登封市", "宇通", "高新区", "能源石化"), ("惠济区", "交运", "郑东新区")
TERMS = (6, 12, 12, 12, 12, 12, 18, 24, 24)  # months
LOWER = (SkillGrade.NONE, SkillGrade.APPRENTICE, SkillGrade.JUNIOR, SkillGrade.INTERMEDIATE)
MASTERLY = (SkillGrade.SENIOR, SkillGrade.TECHNICIAN, SkillGrade.TECHNICIAN, SkillGrade.SENIOR_TECHNICIAN)
GRADES = tuple(SkillGrade)


@dataclass
class Story:
    """What is being made up: people first, because agreements name them by key."""

    random: Random
    today: date
    numbers: Iterator[int] = field(default_factory=lambda: count(FIRST_NUMBER))
    people: list[dict[str, Any]] = field(default_factory=list)
    pairs: list[tuple[Organization, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)

    def invent(self, place: Organization, trade: str, grade: SkillGrade, *, master: bool) -> dict[str, Any]:
        """A master was born before 1984, an apprentice after 1987."""
        while True:
            one = people.invent(next(self.numbers))
            if one.birth_on.year < 1984 if master else one.birth_on.year > 1987:
                facts = one._asdict() | {"organization_id": place.pk, "occupation": trade}
                self.people.append(made := facts | {"skill_grade": grade.value})
                return made


def load(actor: Actor) -> None:
    """Pairs of every unit, then their agreements at once; one more that waits for the demo's worker."""
    story = Story(Random(2026), timezone.localdate())  # noqa: S311 — the same demo every time, no secret
    for unit, wanted in _wanted(actor, story).items():
        _pair_up(story, unit, wanted)
    people.register(story.people, actor)
    clerks = officers.officers_by_unit()
    made = [_agreement(story, *pair, clerks) for pair in story.pairs]
    _number(made)
    created = [_moment(one.starts_on - 3 * DAY) for one in made]
    Agreement.objects.bulk_create(made, batch_size=500)
    for one, moment in zip(made, created, strict=True):
        one.created_at = moment
    Agreement.objects.ungated("demo").bulk_update(made, ["created_at"], batch_size=500)
    Review.objects.bulk_create(story.reviews, batch_size=500)
    Extension.objects.bulk_create(story.extensions, batch_size=500)
    record_many(actor, "mentorship.agreement.create", made)
    _for_the_worker()


def _wanted(actor: Actor, story: Story) -> dict[Organization, int]:
    """How many each unit has reached by today, measured by its share of the plan."""
    plans = Plan.objects.ungated("demo").filter(year=story.today.year, state=PlanState.ISSUED)
    grid = grid_of(working_edition(plans.earliest("pk")))  # the city's own stands before those made from it
    goal = next(one for one in grid.goals if "师带徒" in one.indicator.name)
    shares = {one.organization_id: int(grid.value(one, goal) or 0) for one in grid.recipients}
    passed = story.today.timetuple().tm_yday / 366
    found = {}
    for unit in units(actor):
        pace = (
            1.12 if str(unit) in AHEAD[:3] else 0.5 if str(unit) in LATE else story.random.uniform(0.72, 0.98)
        )
        share = shares.get(unit.pk, 0)
        found[unit] = max(round(share * passed * pace), 3) if share else UNASKED
    return found


def _pair_up(story: Story, unit: Organization, wanted: int) -> None:
    """Masters of the unit's grass roots with one to four apprentices each."""
    below = Organization.objects.ungated("demo").filter(
        path__startswith=unit.path, kind=Kind.GRASSROOTS, closed_on=None
    )
    places = list(below.order_by("pk")) or [unit]
    left, turn = wanted, count()
    while left > 0:
        place = places[next(turn) % len(places)]
        trade = story.random.choice(TRADES)[0]
        master = story.invent(place, trade, story.random.choice(MASTERLY), master=True)
        for _ in range(min(left, story.random.randint(1, 4))):
            grade = story.random.choice(LOWER)
            home = place if story.random.random() < 0.93 else story.random.choice(places)
            story.pairs.append((place, master, story.invent(home, trade, grade, master=False)))
            left -= 1


def _agreement(
    story: Story,
    place: Organization,
    master: dict[str, Any],
    apprentice: dict[str, Any],
    clerks: dict[int, User],
) -> Agreement:
    """Signed on some day of this year, for some months; what came of it follows from today."""
    random, today = story.random, story.today
    new_year = date(today.year, 1, 4)
    signed = new_year + DAY * int((today - new_year).days * random.betavariate(1.3, 1.5))
    starts_on = signed + DAY * random.randint(0, 3)
    ends_on = _after(starts_on, random.choice(TERMS))
    before = GRADES.index(SkillGrade(apprentice["skill_grade"]))
    highest = max(GRADES.index(SkillGrade(master["skill_grade"])), before + 1)
    skills = dict(TRADES)[master["occupation"]]
    one = Agreement(
        organization=place,
        master_id=master["id"],
        apprentice_id=apprentice["id"],
        occupation=master["occupation"],
        master_grade=master["skill_grade"],
        from_grade=apprentice["skill_grade"],
        to_grade=GRADES[min(before + random.choice((1, 1, 2)), highest)],
        skills="\n".join(random.sample(skills, random.choice((2, 3)))),
        starts_on=starts_on,
        ends_on=ends_on,
        midterm_due_on=midterm_of(starts_on, ends_on),
        clerk=clerks.get(int(place.path.split("/")[2])),
    )
    _take_course(story, one, signed)
    return one


def _take_course(story: Story, one: Agreement, signed: date) -> None:
    """Where it stands: a few never came to be, most run, those whose term is over were assessed."""
    fate = story.random.random()
    if fate < 0.16 and signed > story.today - 60 * DAY:
        one.state = AgreementState.SIGNING if fate < 0.1 else AgreementState.DRAFT
        return
    _sign(story, one, signed)
    if fate > 0.99:
        one.state, one.closing_reason = AgreementState.VOID, story.random.choice(WRONG)
        return
    _check(story, one)
    if one.ends_on < story.today:
        _finish(story, one)
    elif fate > 0.97 and signed < story.today - 60 * DAY:
        last = signed + DAY * story.random.randint(40, (story.today - signed).days)
        one.state, one.closing_reason = AgreementState.TERMINATED, story.random.choice(BROKEN_OFF)
        one.lapses_on = last + DAY
        if one.midterm_on and one.midterm_on > last:
            one.midterm_on = None
            story.reviews = [review for review in story.reviews if review.agreement is not one]
    elif fate > 0.94:
        _extend(story, one)


def _sign(story: Story, one: Agreement, signed: date) -> None:
    channel = Channel.SCREEN if story.random.random() < 0.25 else Channel.PAPER
    one.state = AgreementState.VALID
    one.master_signed_on = signed - DAY * story.random.randint(0, 2)
    one.apprentice_signed_on = one.effective_on = signed
    one.master_channel = one.apprentice_channel = channel
    one.lapses_on = one.ends_on + DAY


def _check(story: Story, one: Agreement) -> None:
    """Most were looked at around half their time; some have notes."""
    due = one.midterm_due_on or one.ends_on
    day = due + DAY * story.random.randint(-12, 15)
    if story.random.random() < 0.3:
        held = min(one.starts_on + DAY * story.random.randint(10, 60), story.today)
        text = story.random.choice(NOTES)
        story.reviews.append(
            Review(agreement=one, kind=ReviewKind.NOTE, held_on=held, text=text, by=one.clerk)
        )
    if day <= story.today and story.random.random() < 0.88:
        one.midterm_on = day
        place = story.random.choices((0, 1, 2), (5, 1, 4))[0]
        result = ReviewResult.BEHIND if place == 1 else ReviewResult.GOOD
        story.reviews.append(_review(story, one, ReviewKind.MIDTERM, day, result, CHECKED[place]))


def _finish(story: Story, one: Agreement) -> None:
    fate, day = story.random.random(), one.ends_on + DAY * story.random.randint(-10, 9)
    if fate < 0.14 or day > story.today:
        one.state = AgreementState.EXPIRED
        return
    passed = fate < 0.95
    one.state = AgreementState.PASSED if passed else AgreementState.FAILED
    one.completed_on, one.lapses_on = day, min(day, one.ends_on) + DAY
    one.grade_reached = one.to_grade if passed else ""
    result, text = (
        (ReviewResult.PASSED, "同意出师。") if passed else (ReviewResult.FAILED, "实操未达到要求。")
    )
    review = _review(story, one, ReviewKind.COMPLETION, day, result, text)
    review.score = story.random.randint(76, 98) if passed else story.random.randint(40, 59)
    review.grade_reached = one.grade_reached
    story.reviews.append(review)


def _review(story: Story, one: Agreement, kind: str, day: date, result: str, text: str) -> Review:
    assessor = story.random.choice(ASSESSORS)
    return Review(
        agreement=one, kind=kind, held_on=day, result=result, text=text, assessor=assessor, by=one.clerk
    )


def _extend(story: Story, one: Agreement) -> None:
    earlier, one.ends_on = one.ends_on, _after(one.ends_on, 3)
    one.extended_times, one.lapses_on = 1, one.ends_on + DAY
    reason = "徒弟外出学习，培养时间顺延。"
    story.extensions.append(
        Extension(
            agreement=one, earlier_end_on=earlier, later_end_on=one.ends_on, reason=reason, by=one.clerk
        )
    )


def _number(made: list[Agreement]) -> None:
    """In the order of signing, unit by unit; drafts have none."""
    last: Counter[tuple[int, int]] = Counter()
    made.sort(key=lambda one: one.effective_on or one.starts_on)
    for one in made:
        if one.state != AgreementState.DRAFT:
            key = one.organization_id, (one.effective_on or one.starts_on).year
            last[key] += 1
            one.number_year, one.number_serial = key[1], last[key]
            one.number = written_number(key[1], last[key])
    NumberCounter.objects.bulk_create(
        NumberCounter(organization_id=unit, year=year, last=number) for (unit, year), number in last.items()
    )


def _for_the_worker() -> None:
    """The demo's worker finds an agreement to sign, sent by the officer of the same union."""
    worker = Person.objects.ungated("demo").filter(user__username="zhigong").first()
    clerk = User.objects.filter(username="jiceng").first()
    if worker is None or clerk is None:
        return
    actor, today = current_actor(clerk), timezone.localdate()
    taken = Agreement.objects.ungated("demo").values("master")
    near = Person.objects.ungated("demo").filter(organization=worker.organization).exclude(pk=worker.pk)
    master = near.filter(pk__in=taken, skill_grade__in=MASTERLY).order_by("pk").first()
    if master is None:
        return
    trade = next(one for one in TRADES if one[0] == master.occupation)
    goal = GRADES[GRADES.index(SkillGrade.SENIOR)]
    draft = Agreement(
        organization=worker.organization, master=master, apprentice=worker, occupation=trade[0], to_grade=goal,
        master_grade=master.skill_grade, from_grade=SkillGrade.INTERMEDIATE, skills="\n".join(trade[1]),
        starts_on=today, ends_on=_after(today, 12),
    )  # fmt: skip
    submit_agreement(draft_agreement(draft, actor=actor), actor=actor)
    Message.objects.exclude(user=worker.user).filter(url__startswith="/mentorship/").delete()


def _after(day: date, months: int) -> date:
    """The last day of so many months from ``day`` on."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1])) - DAY


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 20)))
