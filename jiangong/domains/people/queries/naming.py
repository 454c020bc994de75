"""The one person somebody names, or a sentence that says what to write instead."""

from collections.abc import Iterable, Sequence

from jiangong.domains.people.models import Person
from jiangong.domains.people.queries.finding import standing_people
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below

_MOST = 2_000


def people_named(names: Iterable[str], actor: Actor, path: str = "") -> dict[str, list[Person]]:
    """Everybody of these names within reach, or below ``path``, in one query."""
    wanted = sorted(set(names))
    rows = standing_people(actor).filter(name__in=wanted, erased_at=None)
    if path:
        rows = rows.filter(below(path, "organization__path"))
    found: dict[str, list[Person]] = {name: [] for name in wanted}
    for person in rows.order_by("pk")[:_MOST]:
        found[person.name].append(person)
    return found


def which_person(name: str, year: str, people: Sequence[Person]) -> Person | None:
    """Of those with a name the one meant; ``None`` if nobody, ``ValueError`` if several."""
    born = [one for one in people if one.birth_on and str(one.birth_on.year) == year] if year else people
    if len(born) > 1:
        years = "、".join(sorted({str(one.birth_on.year) for one in born if one.birth_on})[:5])
        hint = f"他们的出生年份是{years}，" if years else ""
        raise ValueError(f"“{name}”有{len(born)}人同名。{hint}请在姓名后写明，例如“{name}（1975）”。")
    return born[0] if born else None


def name_with_year(person: Person) -> str:
    """As somebody would have to type it to mean nobody else."""
    return f"{person.name}（{person.birth_on.year}）" if person.birth_on else person.name
