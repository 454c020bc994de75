"""Every write on rubrics."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from jiangong.domains.assessments import rules
from jiangong.domains.assessments.models import Rubric, RubricGroup, RubricItem
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.commands.versions import save_if_unchanged


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One thing that is judged, as its form gives it."""

    text: str
    points: Decimal | None
    kind: str


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group with its items in their order."""

    name: str
    points: Decimal | None
    items: tuple[ItemFacts, ...]


@transaction.atomic
def revise_rubric(
    rubric: Rubric, facts: dict[str, Any], groups: Sequence[GroupFacts], version: int, *, actor: Actor
) -> Rubric:
    """Write the whole sheet anew, unless somebody else was first."""
    stored = Rubric.objects.ungated("compared with what is being revised").get(pk=rubric.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    for name, value in facts.items():
        setattr(rubric, name, value)
    save_if_unchanged(rubric, version, list(facts))
    rubric.groups.all().delete()
    _write(rubric, groups)
    record(actor, "assessments.rubric.edit", rubric, groups=len(groups))
    return rubric


def _write(rubric: Rubric, groups: Sequence[GroupFacts]) -> None:
    made = RubricGroup.objects.bulk_create(
        RubricGroup(rubric=rubric, position=place, name=one.name, points=one.points)
        for place, one in enumerate(groups, start=1)
    )
    RubricItem.objects.bulk_create(
        RubricItem(group=group, position=place, text=item.text, points=item.points, kind=item.kind)
        for group, one in zip(made, groups, strict=True)
        for place, item in enumerate(one.items, start=1)
    )
