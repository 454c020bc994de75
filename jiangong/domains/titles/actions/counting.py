"""Which of a person's titles stands for the person in a stock."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from jiangong.domains.people.models import Person
from jiangong.domains.titles.choices import AwardState
from jiangong.domains.titles.models import Award

_BATCH = 500
Held = tuple[int, int, str, str, date, date | None, bool]  # pk, person, family, state, from, until, counted


def mark_counted(people: Iterable[int]) -> None:
    """Say anew which awards of these people count; belongs into the transaction that changed one of them."""
    wanted = sorted(set(people))
    for start in range(0, len(wanted), _BATCH):
        _mark(wanted[start : start + _BATCH])


def _mark(people: list[int]) -> None:
    # Two awards for one person at once: the second waits here and then sees the first.
    locked = Person.objects.ungated("the lock of a recount").filter(pk__in=people).order_by("pk")
    list(locked.select_for_update().values_list("pk", flat=True))
    awards = Award.objects.ungated("all awards of a person decide which one counts").filter(person__in=people)
    rows = awards.order_by("person_id", "family", "given_on", "pk").values_list(
        "pk", "person_id", "family", "state", "given_on", "revoked_on", "is_counted"
    )
    counted: set[int] = set()
    before: set[int] = set()
    for _, group in groupby(rows, key=lambda row: row[1:3]):
        own = list(group)
        counted |= counted_once(own)
        before |= {row[0] for row in own if row[6]}
    awards.filter(pk__in=counted - before).update(is_counted=True)
    awards.filter(pk__in=before - counted).update(is_counted=False)


def counted_once(rows: list[Held]) -> set[int]:
    """Of one person's awards of one family, in order of time, those that never count at the same moment.

    The earliest that is held; before it those revoked by then, one after the other.
    """
    held = next((row for row in rows if row[3] == AwardState.HELD), None)
    found = {held[0]} if held else set()
    free_from = date.min
    for pk, _, _, state, given_on, revoked_on, _ in rows:
        if state != AwardState.REVOKED or revoked_on is None or given_on < free_from:
            continue
        if held is None or revoked_on <= held[4]:
            found.add(pk)
            free_from = revoked_on
    return found
