"""Whether candidates fulfil the conditions of a programme, asked for all of them at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from jiangong.domains.honors.choices import EligibilityKind
from jiangong.domains.honors.models import EligibilityRule, Nomination, Programme
from jiangong.domains.honors.queries.evidence import bearing
from jiangong.domains.honors.queries.lists import is_in_force
from jiangong.domains.titles.choices import AwardState, TitleLevel
from jiangong.domains.titles.models import Award

RANKS = {level: place for place, level in enumerate(TitleLevel)}  # 0 is the highest


@dataclass(frozen=True, slots=True)
class Held:
    """A title somebody holds."""

    title: int
    level: str
    year: int


def day_of(programme: Programme) -> date:
    """The day conditions are looked at: the last day of nominating, or today."""
    return programme.nominate_until or timezone.localdate()


def held_by(nominations: Sequence[Nomination]) -> dict[str, list[Held]]:
    """Titles held now by key of the bearer; one query."""
    rows = Award.objects.ungated("conditions are about honours held").filter(
        bearing(nominations), state=AwardState.HELD
    )
    found: dict[str, list[Held]] = defaultdict(list)
    for person, collective, title, level, year in rows.values_list(
        "person_id", "collective_key", "title_id", "level", "year"
    ):
        found[f"p{person}" if person else collective].append(Held(title, level, year))
    return found


def failures(
    programme: Programme, nominations: Sequence[Nomination]
) -> Iterator[tuple[Nomination, EligibilityRule, str]]:
    """Who fails which condition, and why."""
    on = day_of(programme)
    rules = [one for one in programme.eligibility.all() if is_in_force(one, on)]
    if not rules:
        return
    held = held_by(nominations)
    for one in nominations:
        for rule in rules:
            if why := _failure(rule, one, held.get(one.bearer_key, []), on):
                yield one, rule, why


def _failure(rule: EligibilityRule, one: Nomination, held: Sequence[Held], on: date) -> str:
    if rule.kind in (EligibilityKind.MIN_AGE, EligibilityKind.MAX_AGE):
        return _age_failure(rule, one, on)
    if rule.kind == EligibilityKind.PRIOR_LEVEL:
        fits = any(RANKS[TitleLevel(each.level)] <= RANKS[TitleLevel(rule.level)] for each in held)
        return "" if fits else f"没有登记{rule.get_level_display()}以上荣誉"
    if rule.kind == EligibilityKind.NO_REPEAT:
        years = [each.year for each in held if each.title == one.programme.title_id]
        again = [year for year in years if one.programme.year - year < (rule.number or 0)]
        return f"{max(again)}年度已获得过本称号，{rule.number}年内不重复授予" if again else ""
    has = rule.trait in one.traits
    if rule.kind == EligibilityKind.REQUIRED_TRAIT:
        return "" if has else f"没有注明是{rule.get_trait_display()}"
    return f"是{rule.get_trait_display()}，按规定不参评" if has else ""


def _age_failure(rule: EligibilityRule, one: Nomination, on: date) -> str:
    if one.person is None:
        return ""
    born = one.person.birth_on
    if born is None:
        return "出生日期没有登记，不能核对年龄"
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if rule.kind == EligibilityKind.MIN_AGE and age < (rule.number or 0):
        return f"{age}周岁，不满{rule.number}周岁"
    if rule.kind == EligibilityKind.MAX_AGE and age > (rule.number or 0):
        return f"{age}周岁，超过{rule.number}周岁"
    return ""
