"""What must be there before a studio counts as registered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models

from jiangong.domains.studios.choices import StudioKind
from jiangong.domains.studios.models import Grant, Member, Studio, Topic
from jiangong.domains.titles.choices import TitleFamily
from jiangong.domains.titles.queries import held_families

LEAST_MEMBERS = 3  # beside the leader
MASTERLY = {TitleFamily.MODEL, TitleFamily.MEDAL, TitleFamily.CRAFTSMAN}


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that must be there: whether it is, and what to do when it is not."""

    key: str
    label: str
    is_there: bool
    hint: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a studio beside its own row."""

    titles: frozenset[str] = frozenset()
    members: int = 0
    topics: int = 0
    grants: int = 0


def known_about(studios: Iterable[Studio]) -> dict[int, Known]:
    """For many studios at once, in four queries."""
    rows = list(studios)
    keys = [studio.pk for studio in rows]
    titles = held_families({studio.leader_id for studio in rows if studio.leader_id})
    members, topics, grants = (_counted(model, keys) for model in (Member, Topic, Grant))
    return {
        studio.pk: Known(
            frozenset(titles.get(studio.leader_id or 0, ())),
            members.get(studio.pk, 0),
            topics.get(studio.pk, 0),
            grants.get(studio.pk, 0),
        )
        for studio in rows
    }


def _counted(model: type[models.Model], keys: Sequence[int]) -> dict[int, int]:
    rows = model._default_manager.filter(studio__in=keys)
    if model is not Member:
        rows = rows.filter(voided_at=None)
    return dict(rows.order_by().values_list("studio").annotate(n=models.Count("pk")))


def elements_of(studio: Studio, known: Known) -> list[Element]:
    """The checklist in the order of a file."""
    found = [Element("leader", "领衔人", studio.leader_id is not None, "请指定领衔人。")]
    if studio.kind == StudioKind.CRAFTSMEN:
        has_title = bool(known.titles & MASTERLY)
        found.append(
            Element(
                "title",
                "领衔人荣誉",
                has_title,
                "领衔人应有劳模、五一劳动奖章或工匠称号，请先在“荣誉称号”里登记。",
            )
        )
    team = f"团队成员（至少{LEAST_MEMBERS}人）"
    return [
        *found,
        Element("members", team, known.members >= LEAST_MEMBERS, f"现有{known.members}人，请补充团队成员。"),
        Element("industry", "行业领域", bool(studio.industry), "请填写行业领域。"),
        Element("place", "场所地址", bool(studio.place), "请填写场所地址。"),
        Element("equipment", "设施设备", bool(studio.equipment), "请填写设施设备。"),
        Element("rules", "规章制度", bool(studio.rules_text), "请填写规章制度。"),
        Element("topics", "攻关课题（至少1项）", known.topics > 0, "请登记攻关课题。"),
        Element("grants", "经费保障", known.grants > 0, "请登记经费。"),
    ]


def checklist(studio: Studio) -> list[Element]:
    """The same for one studio, read anew."""
    return elements_of(studio, known_about([studio])[studio.pk])


def missing_of(studio: Studio, known: Known) -> list[Element]:
    return [one for one in elements_of(studio, known) if not one.is_there]
