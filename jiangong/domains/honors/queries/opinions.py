"""What departments have said: which answers still count, and which are about to lapse."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from jiangong.domains.honors.choices import ProgrammeState
from jiangong.domains.honors.models import Consultation, Programme
from jiangong.kit.attachments.models import Attachment

WHY = "reminding goes to whoever is responsible"


def counting(letters: Iterable[Consultation]) -> list[Consultation]:
    """Letters without those that a later one to the same department, about everybody in them, took the place of.

    Letters must come with ``covered`` prefetched.
    """
    rows = sorted(letters, key=lambda one: one.pk)
    covered = {one.pk: {each.pk for each in one.covered.all()} for one in rows}

    def is_replaced(place: int) -> bool:
        one = rows[place]
        later = (each for each in rows[place + 1 :] if _is_of(each, one))
        return any(covered[one.pk] <= covered[each.pk] for each in later)

    return [one for place, one in enumerate(rows) if not is_replaced(place)]


def _is_of(one: Consultation, other: Consultation) -> bool:
    return (one.programme_id, one.department) == (other.programme_id, other.department)


def lapsing(first: date, last: date) -> list[Consultation]:
    """Answers whose time ends within these days while their programme is under review."""
    rows = Consultation.objects.ungated(WHY).filter(programme__state=ProgrammeState.REVIEWING)
    running = rows.filter(valid_until__gte=first, valid_until__lte=last).values("programme")
    letters = rows.filter(programme__in=running).select_related("programme__organization")
    found = counting(letters.prefetch_related("covered"))
    return [one for one in found if one.valid_until is not None and first <= one.valid_until <= last]


def asked_before(programme: Programme) -> list[str]:
    """The departments this union asked the last time, so that nobody types them again."""
    rows = Consultation.objects.ungated("the names of departments, for the union that asked them").filter(
        programme__organization=programme.organization_id
    )
    last = rows.exclude(programme=programme).order_by("-pk").values_list("programme", flat=True)[:1]
    return list(
        dict.fromkeys(
            rows.filter(programme__in=list(last)).order_by("pk").values_list("department", flat=True)
        )
    )


def scans_of(letters: Iterable[Consultation]) -> Counter[int]:
    """How many scans of the answer each letter has."""
    rows = Attachment.objects.ungated("files of letters in hand").filter(
        owner_model="honors.consultation", owner_id__in=[one.pk for one in letters], removed_at=None
    )
    return Counter(rows.values_list("owner_id", flat=True))


def still_asked(programme: Programme, people: set[int]) -> set[str]:
    """Departments that have a letter about all these candidates and have not answered it."""
    letters = programme.consultations.filter(reply="").prefetch_related("covered")
    return {one.department for one in letters if people <= {each.pk for each in one.covered.all()}}
