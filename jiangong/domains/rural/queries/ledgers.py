"""The ledgers: which project is meant, what is there already."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet

from jiangong.domains.rural.choices import EntryState, ProjectState
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.kit.access.actor import Actor
from jiangong.lib.names import normalize

UNNAMED = "没有叫“{text}”的助力项目，请从提示中选择，或先登记项目。"
_OFFERED = 200
_BATCH = 500


def standing_projects(actor: Actor) -> QuerySet[Project]:
    return Project.objects.visible_to(actor).exclude(state=ProjectState.VOID)


def project_names(actor: Actor) -> tuple[str, ...]:
    """What a text box suggests."""
    return tuple(standing_projects(actor).order_by("-pk").values_list("name", flat=True)[:_OFFERED])


def project_meant(text: str, actor: Actor) -> Project:
    """The project within reach that ``text`` names; ``ValueError`` says what to write instead."""
    found = projects_meant([text], actor)[text]
    if isinstance(found, str):
        raise ValueError(found)
    return found


def project_spelled(project: Project, actor: Actor) -> str:
    """How a box names it: by its name, with its key only where several bear that name."""
    alone = isinstance(projects_meant([project.name], actor)[project.name], Project)
    return project.name if alone else f"{project.name}#{project.pk}"


def projects_meant(texts: Iterable[str], actor: Actor) -> dict[str, Project | str]:
    """The same for many; a sentence stands where none or several bear the name."""
    wanted = list(dict.fromkeys(texts))
    names = sorted({text.partition("#")[0].strip() for text in wanted})
    known: dict[str, list[Project]] = {}
    for start in range(0, len(names), _BATCH):
        rows = standing_projects(actor).filter(name__in=names[start : start + _BATCH])
        for one in rows.select_related("organization").order_by("pk"):
            known.setdefault(one.name, []).append(one)
    return {text: _one(text, known) for text in wanted}


def _one(text: str, known: dict[str, list[Project]]) -> Project | str:
    name, _, key = text.partition("#")
    found = known.get(name.strip(), [])
    if key:
        found = [one for one in found if str(one.pk) == key.strip()]
    if len(found) == 1:
        return found[0]
    if not found:
        return UNNAMED.format(text=text)
    choices = "、".join(f"“{one.name}#{one.pk}”（{one.organization}）" for one in found[:4])
    return f"有{len(found)}个项目叫“{name}”，请从下面选一个照写：{choices}。"


def identity_of(collective: Collective) -> str:
    """The same for the same collective, known to the registers or only named."""
    if collective.enterprise_id:
        return f"e{collective.enterprise_id}"
    return f"o{collective.unit_id}" if collective.unit_id else f"n{normalize(collective.name)}"[:130]


def twin_of(row: Model) -> Any:
    """A standing row that says the same, whoever entered it."""
    alike = _alike(row)
    return alike.exclude(pk=row.pk).select_related("organization").first() if alike is not None else None


def _alike(row: Model) -> QuerySet | None:
    everything: Any = type(row)
    rows = everything.objects.ungated("nothing is counted twice, whoever entered it")
    match row:
        case Project():
            return rows.filter(organization=row.organization, name=row.name).exclude(state=ProjectState.VOID)
        case Participation():
            same = Q(person=row.person)
        case Collective():
            same = Q(identity=row.identity)
        case Base():
            return rows.filter(organization=row.organization, name=row.name, state=EntryState.STANDING)
        case Funding():
            same = Q(source=row.source, amount=row.amount, paid_on=row.paid_on, giver=row.giver)
        case _:
            return None
    if row.project_id is not None:
        same &= Q(project=row.project_id)
    else:
        same &= Q(project=None, organization=row.organization, year=row.year)
    return rows.filter(same, state=EntryState.STANDING)
