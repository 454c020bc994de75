"""Reads about programmes: who runs one, how its places are used."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from jiangong.domains.honors.choices import CHOSEN, GONE, NominationState
from jiangong.domains.honors.models import Nomination, Programme, Quota
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Use:
    """A quota and how much of it is taken."""

    quota: Quota
    nominated: int
    listed: int

    @property
    def free(self) -> int:
        """How many may still be nominated, the spare ones included."""
        return max(self.quota.places + self.quota.spare - self.nominated, 0)

    @property
    def is_over(self) -> bool:
        return self.listed > self.quota.places


def runs(programme: Programme, actor: Actor) -> bool:
    """Whether the actor acts for the union that runs the programme, or for one above it."""
    return actor.sees_everything or (
        bool(actor.scope_path) and programme.organization.path.startswith(actor.scope_path)
    )


def nominations_of(programme: Programme) -> list[Nomination]:
    """Everybody nominated, withdrawn ones too; read once for a programme in hand."""
    if not hasattr(programme, "_nominations"):
        rows = Nomination.objects.ungated("a programme in hand is judged by all its candidates")
        found = rows.filter(programme=programme).select_related(
            "organization", "person", "unit", "enterprise"
        )
        programme._nominations = list(found.order_by("organization__position", "rank", "pk"))
    return programme._nominations


def forget(programme: Programme) -> None:
    """What was read about a programme is stale."""
    for name in ("_nominations", "_findings", "_quotas", "_pipeline", "_proposals"):
        programme.__dict__.pop(name, None)


def quotas_of(programme: Programme) -> list[Quota]:
    if not hasattr(programme, "_quotas"):
        programme._quotas = list(programme.quotas.select_related("unit"))
    return programme._quotas


def quota_for(programme: Programme, place: Organization, category: str, is_separate: bool) -> Quota | None:
    """The narrowest quota that a candidate of this unit and category takes a place of."""
    fitting = [
        one
        for one in quotas_of(programme)
        if one.is_separate == is_separate
        and one.category in {"", category}
        and (one.unit is None or place.path.startswith(one.unit.path))
    ]
    return max(
        fitting, key=lambda one: (len(one.unit.path) if one.unit else 0, bool(one.category)), default=None
    )


def quota_of(nomination: Nomination, programme: Programme) -> Quota | None:
    return quota_for(programme, nomination.organization, nomination.category, nomination.is_separate)


def uses(programme: Programme, nominations: Iterable[Nomination] | None = None) -> list[Use]:
    """Every quota with what is nominated and listed under it."""
    nominated: dict[int, int] = {}
    listed: dict[int, int] = {}
    for one in nominations_of(programme) if nominations is None else nominations:
        quota = quota_of(one, programme)
        if quota is None or one.state in GONE:
            continue
        if one.state not in (NominationState.DRAFT, NominationState.RETURNED):
            nominated[quota.pk] = nominated.get(quota.pk, 0) + 1
        if one.state in CHOSEN:
            listed[quota.pk] = listed.get(quota.pk, 0) + 1
    return [Use(one, nominated.get(one.pk, 0), listed.get(one.pk, 0)) for one in quotas_of(programme)]


def twin_of(nomination: Nomination) -> Nomination | None:
    """The same candidate in the same programme."""
    rows = Nomination.objects.ungated("a candidate stands once in a programme")
    same = rows.filter(programme=nomination.programme_id, bearer_key=nomination.bearer_key)
    return same.exclude(state=NominationState.WITHDRAWN).exclude(pk=nomination.pk).first()


def open_programmes(actor: Actor) -> models.QuerySet[Programme]:
    """Where the actor may nominate now."""
    rows = Programme.objects.visible_to(actor).filter(state="open")
    return rows.select_related("organization", "title").order_by("nominate_until", "pk")


def matching(text: str) -> models.Q:
    """Where a word from the search box is looked for."""
    return models.Q(name__icontains=text) | models.Q(title__name__icontains=text)


def traits_asked(programme: Programme) -> frozenset[str]:
    """What the rules of this programme, whenever they hold, ask about a candidate."""
    found = {*programme.structure.values_list("trait", flat=True)}
    return frozenset({*found, *programme.eligibility.exclude(trait="").values_list("trait", flat=True)})
