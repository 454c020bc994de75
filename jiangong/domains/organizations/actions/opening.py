"""Opening organizations, one or many at once, and taking back what an import opened."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from jiangong.domains.organizations import rules
from jiangong.domains.organizations.actions.spans import lock_tree, root_new
from jiangong.domains.organizations.choices import ChangeKind, ChangeState, OrganizationKind
from jiangong.domains.organizations.models import (
    Organization,
    OrganizationAlias,
    OrganizationChange,
    OrganizationSpan,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.importing.undoing import held, unreferenced

_BATCH = 500  # keys in one IN list; SQLite takes 999
_OWN = {
    f"{model.__name__}.organization" for model in (OrganizationSpan, OrganizationChange, OrganizationAlias)
}


def create_organization(
    *,
    name: str,
    kind: str,
    parent: Organization | None,
    starts_on: date,
    basis: str = "",
    actor: Actor,
    **facts: Any,
) -> Organization:
    """Open an organization under ``parent`` from a day on; ``facts`` are further columns of it."""
    facts.setdefault("position", next_position(parent))
    draft = Organization(name=name.strip(), kind=kind, parent=parent, opened_on=starts_on, **facts)
    return create_organizations([draft], basis=basis, actor=actor)[0]


@transaction.atomic
def create_organizations(
    drafts: Sequence[Organization], *, basis: str = "", actor: Actor
) -> list[Organization]:
    """Open many organizations, each under a saved parent from its ``opened_on``, in a few statements."""
    lock_tree()
    if reason := rules.beyond_reach((), {one.parent_id for one in drafts if one.parent_id}, actor):
        raise NotAllowed(reason)
    for start in range(0, len(drafts), _BATCH):
        _create_batch(drafts[start : start + _BATCH], basis, actor)
    return list(drafts)


def _create_batch(drafts: Sequence[Organization], basis: str, actor: Actor) -> None:
    _refuse_misplaced(drafts)
    Organization.objects.bulk_create(drafts)
    keys = [draft.pk for draft in drafts]
    root_new(keys)
    paths = dict(
        Organization.objects.ungated("the whole tree keeps its order")
        .filter(pk__in=keys)
        .values_list("pk", "path")
    )
    for draft in drafts:
        draft.path = paths[draft.pk]
    OrganizationChange.objects.bulk_create(
        OrganizationChange(
            kind=ChangeKind.CREATE,
            effective_on=draft.opened_on,
            basis=basis,
            organization=draft,
            summary=f"“{draft.name}”成立。",
            state=ChangeState.APPLIED,
        )
        for draft in drafts
    )
    record_many(actor, "organizations.organization.create", drafts, basis=basis)


def _refuse_misplaced(drafts: Sequence[Organization]) -> None:
    """One sentence about the first draft that cannot stand where it is put."""
    if any(draft.parent is None for draft in drafts):
        _refuse_second_root(drafts)
    parents = {draft.parent_id: draft.parent for draft in drafts if draft.parent is not None}
    earliest = {
        # Whatever is opened here has its day, though the column may be empty.
        pk: min(cast("date", draft.opened_on) for draft in drafts if draft.parent_id == pk)
        for pk in parents
    }
    for pk, parent in parents.items():
        if reason := rules.closed(parent) or rules.too_deep(parent):
            raise Refusal(reason, field="parent")
        if reason := rules.not_there_yet(parent, earliest[pk]):
            raise Refusal(reason, field="starts_on")
    names = [draft.name for draft in drafts]
    taken: set[tuple[int | None, str]] = set(
        Organization.objects.ungated("the whole tree keeps its order")
        .filter(parent__in=parents, name__in=names, closed_on=None)
        .values_list("parent_id", "name")
    )
    for draft in drafts:
        if not draft.name:
            raise Refusal("请填写组织名称。", field="name")
        if draft.parent is not None and (reason := rules.unfit_kind(draft.kind, draft.parent)):
            raise Refusal(reason, field="kind")
        if (draft.parent_id, draft.name) in taken:
            raise Refusal(f"上级组织之下已有“{draft.name}”，请换一个名称。", field="name")
        taken.add((draft.parent_id, draft.name))


def _refuse_second_root(drafts: Sequence[Organization]) -> None:
    root = Organization.objects.ungated("the whole tree keeps its order").filter(parent=None).first()
    if root is not None:
        raise Refusal(f"全市组织的根已是“{root}”，请为新组织选择上级组织。", field="parent")
    if len(drafts) > 1 or drafts[0].kind != OrganizationKind.FEDERATION:
        raise Refusal("请先新建市总工会，再在它之下新建其他组织。", field="kind")


def establish(parent: Organization, day: date, name: str, kind: str, **facts: Any) -> Organization:
    """A new organization that a change brings forth."""
    made = Organization(name=name, kind=kind, parent=parent, opened_on=day, **facts)
    made.save(force_insert=True)
    root_new([made.pk])
    return Organization.objects.ungated("just made").select_related("parent").get(pk=made.pk)


def next_position(parent: Organization | None) -> int:
    """Behind its siblings."""
    last = (
        Organization.objects.ungated("the whole tree keeps its order")
        .filter(parent=parent)
        .aggregate(last=Max("position"))["last"]
    )
    return (last or 0) + 1


@transaction.atomic
def discard_organizations(keys: Iterable[int], *, actor: Actor) -> int:
    """Remove organizations just opened that nobody has changed or referred to since; returns how many."""
    lock_tree()
    wanted, gone = sorted(keys, reverse=True), 0  # what was opened later may stand below what was before
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        while found := _untouched(batch, actor):
            gone += _discard(found, actor)
    return gone


def _discard(found: list[int], actor: Actor) -> int:
    for model in (OrganizationSpan, OrganizationChange, OrganizationAlias):
        model.objects.ungated("rows of organizations read through the gate").filter(
            organization__in=found
        ).delete()
    removed = Organization.objects.ungated("read through the gate").filter(pk__in=found).delete()[0]
    if removed:
        record(actor, "organizations.organization.discard", organizations=found)
    return removed


def _untouched(keys: list[int], actor: Actor) -> list[int]:
    """Organizations still as they were opened, with nothing hanging on them."""
    rows: QuerySet[Organization] = Organization.objects.visible_to(actor).filter(pk__in=keys, version=0)
    later = OrganizationChange.objects.ungated("whether anything happened since").exclude(
        kind=ChangeKind.CREATE
    )
    rows = rows.exclude(Exists(later.filter(organization=OuterRef("pk"))))
    kept = held("organizations.organization", keys)
    return [key for key in unreferenced(rows, _OWN).values_list("pk", flat=True) if key not in kept]
