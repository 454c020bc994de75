"""Every write on rubrics and on how they are applied."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.queries import own_organization_id
from jiangong.domains.assessments.models import DataRule, Level, Rubric, RubricGroup, RubricItem
from jiangong.domains.assessments.rules import rubrics as rules
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One thing that is judged, as its form gives it; ``pk`` is what stood in this line before."""

    text: str
    points: Decimal | None
    kind: str
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group with its items in their order."""

    name: str
    points: Decimal | None
    items: tuple[ItemFacts, ...]
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """One anchored level."""

    name: str
    least: Decimal
    most: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """How one item is applied: evidence, levels, and a rule over a figure (none: by hand)."""

    hint: str = ""
    levels: tuple[LevelFacts, ...] = ()
    rule: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_rubric(facts: dict[str, Any], groups: Sequence[GroupFacts], *, actor: Actor) -> Rubric:
    """A standard of one's own, by hand."""
    if not actor.can("assessments.edit"):
        raise NotAllowed("您当前的任职没有“制定和修改评分标准”的权限。")
    owner = own_organization_id(actor)
    if owner is None:
        raise Refusal("您当前没有任职的组织，不能制定评分标准。请先切换任职。")
    rubric = Rubric.objects.create(organization_id=owner, **facts)
    _write(rubric, groups)
    record(actor, "assessments.rubric.create", rubric, groups=len(groups))
    return rubric


@transaction.atomic
def revise_rubric(
    rubric: Rubric, facts: dict[str, Any], groups: Sequence[GroupFacts], version: int, *, actor: Actor
) -> Rubric:
    """Write the whole sheet, unless somebody else was first; what explains an item stays with it."""
    stored = Rubric.objects.ungated("compared with what is being revised").get(pk=rubric.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    for name, value in facts.items():
        setattr(rubric, name, value)
    save_if_unchanged(rubric, version, list(facts))
    _write(rubric, groups)
    record(actor, "assessments.rubric.edit", rubric, groups=len(groups))
    return rubric


@transaction.atomic
def renew_rubric(rubric: Rubric, *, actor: Actor) -> Rubric:
    """The next edition, with all that explains it; data rules are off until somebody adopts them again."""
    if reason := rules.making_refusal(rubric, actor):
        raise NotAllowed(reason)
    made = Rubric.objects.create(
        organization=rubric.organization,
        title=rubric.title,
        year=rubric.year,
        points=rubric.points,
        edition=_last_edition(rubric) + 1,
        previous=rubric,
    )
    for group in rubric.groups.prefetch_related("items__levels", "items__rule"):
        items = list(group.items.all())
        group.pk, group.rubric = None, made
        group.save(force_insert=True)
        for item in items:
            _copy_item(item, group)
    record(actor, "assessments.rubric.renew", made, edition=made.edition)
    return made


@transaction.atomic
def remove_rubric(rubric: Rubric, *, actor: Actor) -> None:
    """Take back what nothing rests on."""
    if reason := rules.removing_refusal(rubric, actor):
        raise NotAllowed(reason)
    record(actor, "assessments.rubric.remove", rubric)
    rubric.delete()


@transaction.atomic
def guide_item(item: RubricItem, guide: Guide, version: int, *, actor: Actor) -> RubricItem:
    """Say how an item is applied; a rule that changes is off again."""
    rubric = item.group.rubric
    if reason := rules.guiding_refusal(rubric, actor):
        raise NotAllowed(reason)
    save_if_unchanged(rubric, version, [])
    item.hint = guide.hint
    item.save(update_fields=("hint",))
    item.levels.all().delete()
    Level.objects.bulk_create(
        Level(item=item, name=one.name, least=one.least, most=one.most, text=one.text) for one in guide.levels
    )
    _write_rule(item, guide.rule)
    record(actor, "assessments.rubric.guide", rubric, item=item.pk)
    return item


@transaction.atomic
def adopt_rule(item: RubricItem, *, actor: Actor) -> DataRule:
    """Put one's name to a rule: from now on the item is scored by it."""
    rule = _rule_of(item, actor)
    if actor.user is None:
        raise NotAllowed("数据计分须由本人启用，程序不能代为启用。")
    rule.adopted_by, rule.adopted_at = actor.user, timezone.now()
    rule.save(update_fields=("adopted_by", "adopted_at"))
    record(actor, "assessments.rubric.adopt", item.group.rubric, item=item.pk)
    return rule


@transaction.atomic
def drop_rule(item: RubricItem, *, actor: Actor) -> DataRule:
    """Score the item by hand again; the rule stays written down."""
    rule = _rule_of(item, actor)
    rule.adopted_by, rule.adopted_at = None, None
    rule.save(update_fields=("adopted_by", "adopted_at"))
    record(actor, "assessments.rubric.drop", item.group.rubric, item=item.pk)
    return rule


def _rule_of(item: RubricItem, actor: Actor) -> DataRule:
    if reason := rules.guiding_refusal(item.group.rubric, actor):
        raise NotAllowed(reason)
    rule = DataRule.objects.filter(item=item).first()
    if rule is None:
        raise Refusal("这一项还没有设数据计分，请先填写计分方式和指标。")
    return rule


def _write_rule(item: RubricItem, wanted: dict[str, Any]) -> None:
    held = DataRule.objects.filter(item=item).first()
    if not wanted:
        if held is not None:
            held.delete()
        return
    if held is not None and all(getattr(held, name) == value for name, value in wanted.items()):
        return
    DataRule.objects.update_or_create(item=item, defaults={**wanted, "adopted_by": None, "adopted_at": None})


def _last_edition(rubric: Rubric) -> int:
    last, successors = rubric.edition, list(rubric.successors.all())
    while successors:
        last = max(one.edition for one in successors)
        successors = [later for one in successors for later in one.successors.all()]
    return last


def _copy_item(item: RubricItem, group: RubricGroup) -> None:
    levels, rule = list(item.levels.all()), getattr(item, "rule", None)
    item.pk, item.group = None, group
    item._state.fields_cache.pop("rule", None)
    item.save(force_insert=True)
    for level in levels:
        level.pk, level.item = None, item
        level.save(force_insert=True)
    if rule is not None:
        DataRule.objects.create(
            item=item, indicator=rule.indicator, kind=rule.kind, each=rule.each, steps=rule.steps
        )


def _write(rubric: Rubric, groups: Sequence[GroupFacts]) -> None:
    """Lines are changed where they stand, so that levels and rules stay with their item."""
    kept = [one.pk for one in groups if one.pk]
    rubric.groups.exclude(pk__in=kept).delete()
    for place, one in enumerate(groups, start=1):
        columns = {"position": place, "name": one.name, "points": one.points}
        group = _put(rubric.groups, one.pk, columns)
        group.items.exclude(pk__in=[item.pk for item in one.items if item.pk]).delete()
        for row, item in enumerate(one.items, start=1):
            facts = {"position": row, "text": item.text, "points": item.points, "kind": item.kind}
            _put(group.items, item.pk, facts)


def _put(rows: Any, pk: int | None, columns: dict[str, Any]) -> Any:
    row = rows.filter(pk=pk).first() if pk else None
    if row is None:
        return rows.create(**columns)
    if any(getattr(row, name) != value for name, value in columns.items()):
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=tuple(columns))
    return row
