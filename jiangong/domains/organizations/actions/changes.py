"""Create, rename, move, merge, split and close organizations from a day on, past or future."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations import rules
from jiangong.domains.organizations.actions.plans import (
    PLANS,
    Close,
    Merge,
    Move,
    Plan,
    Rename,
    Split,
    next_position,
)
from jiangong.domains.organizations.actions.spans import root_new
from jiangong.domains.organizations.choices import ChangeKind, ChangeState, OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationChange
from jiangong.domains.organizations.signals import reorganized
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Conflict, Refusal

_BATCH = 500  # keys in one IN list; SQLite takes 999


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
    for start in range(0, len(drafts), _BATCH):
        _create_batch(drafts[start : start + _BATCH], basis, actor)
    return list(drafts)


def _create_batch(drafts: Sequence[Organization], basis: str, actor: Actor) -> None:
    _refuse_misplaced(drafts)
    Organization.objects.bulk_create(drafts)
    keys = [draft.pk for draft in drafts]
    root_new(keys)
    paths = dict(Organization.unscoped.filter(pk__in=keys).values_list("pk", "path"))
    for draft in drafts:
        draft.path = paths[draft.pk]
    OrganizationChange.objects.bulk_create(
        OrganizationChange(
            kind=ChangeKind.CREATE,
            effective_on=draft.opened_on,
            basis=basis,
            organization=draft,
            summary=f"“{draft.name}”成立。",
        )
        for draft in drafts
    )
    record_many(actor, "organizations.organization.create", drafts, basis=basis)


def _refuse_misplaced(drafts: Sequence[Organization]) -> None:
    """One sentence about the first draft that cannot stand where it is put."""
    if any(draft.parent is None for draft in drafts):
        _refuse_second_root(drafts)
    parents = {draft.parent_id: draft.parent for draft in drafts if draft.parent is not None}
    earliest = {pk: min(draft.opened_on for draft in drafts if draft.parent_id == pk) for pk in parents}
    for pk, parent in parents.items():
        if reason := rules.closed(parent) or rules.not_there_yet(parent, earliest[pk]):
            raise Refusal(reason, field="parent" if parent.is_closed else "starts_on")
    names = [draft.name for draft in drafts]
    taken = set(
        Organization.unscoped.filter(parent__in=parents, name__in=names, closed_on=None).values_list(
            "parent_id", "name"
        )
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
    root = Organization.unscoped.filter(parent=None).first()
    if root is not None:
        raise Refusal(f"全市组织的根已是“{root}”，请为新组织选择上级组织。", field="parent")
    if len(drafts) > 1 or drafts[0].kind != OrganizationKind.FEDERATION:
        raise Refusal("请先新建市总工会，再在它之下新建其他组织。", field="kind")


def rename_organization(
    organization: Organization,
    *,
    name: str,
    starts_on: date,
    short_name: str = "",
    basis: str = "",
    actor: Actor,
) -> OrganizationChange:
    """Call an organization ``name`` from a day on; the former name stays as an alias."""
    plan = Rename(organization.pk, name.strip(), short_name.strip())
    return carry_out(plan, starts_on, basis=basis, actor=actor)


def move_organization(
    organization: Organization,
    *,
    parent: Organization,
    starts_on: date,
    kind: str = "",
    basis: str = "",
    actor: Actor,
) -> OrganizationChange:
    """Put an organization with all below it under another parent from a day on."""
    return carry_out(Move(organization.pk, parent.pk, kind), starts_on, basis=basis, actor=actor)


def merge_organizations(
    sources: Sequence[Organization],
    *,
    into: Organization | None = None,
    starts_on: date,
    basis: str = "",
    actor: Actor,
    **new: Any,
) -> OrganizationChange:
    """Merge ``sources`` into an existing organization, or into a new one: ``name``, ``short_name``, ``parent``, ``kind``.

    The new one stands where the first source stood unless told otherwise.
    """
    keys = [source.pk for source in sources]
    if into is not None:
        return carry_out(Merge(keys, into.pk), starts_on, basis=basis, actor=actor)
    parent = new.get("parent") or (sources[0].parent if sources else None)
    plan = Merge(
        keys,
        name=new["name"].strip(),
        short_name=new.get("short_name", "").strip(),
        parent=parent.pk if parent else None,
        new_kind=new.get("kind") or (sources[0].kind if sources else ""),
    )
    return carry_out(plan, starts_on, basis=basis, actor=actor)


def split_organization(
    organization: Organization,
    *,
    parts: Sequence[dict[str, Any]],
    starts_on: date,
    keep: bool = True,
    basis: str = "",
    actor: Actor,
) -> OrganizationChange:
    """Let new organizations leave this one; each part is ``{"name", "short_name", "children": [Organization]}``."""
    stored = [
        {
            "name": part["name"].strip(),
            "short_name": part.get("short_name", "").strip(),
            "children": [child.pk for child in part.get("children", ())],
        }
        for part in parts
    ]
    return carry_out(Split(organization.pk, stored, keep), starts_on, basis=basis, actor=actor)


def close_organization(
    organization: Organization,
    *,
    successor: Organization | None = None,
    starts_on: date,
    basis: str = "",
    actor: Actor,
) -> OrganizationChange:
    """End an organization; its successor (else its parent) takes what stood below it."""
    heir = successor or organization.parent or organization
    return carry_out(Close(organization.pk, heir.pk), starts_on, basis=basis, actor=actor)


@transaction.atomic
def carry_out(plan: Plan, day: date, *, basis: str = "", actor: Actor) -> OrganizationChange:
    """Judge a plan; carry it out if its day has come, else keep it until then."""
    lock_tree()
    if reason := plan.refusal(day):
        raise Refusal(reason)
    change = OrganizationChange(
        kind=plan.kind,
        effective_on=day,
        basis=basis.strip(),
        summary=plan.summary()[:500],
        plan=plan.stored(),
    )
    if day > timezone.localdate():
        change.organization, change.state = plan.subject, ChangeState.PENDING
        change.save()
        record(actor, "organizations.organization.plan", change.organization, day=day, kind=plan.kind)
        return change
    return _effect(plan, change, actor)


def _effect(plan: Plan, change: OrganizationChange, actor: Actor) -> OrganizationChange:
    result = plan.apply(change.effective_on)
    change.organization, change.state = result.organization, ChangeState.APPLIED
    change.save()
    change.others.set(result.others)
    record(
        actor,
        f"organizations.organization.{plan.kind}",
        result.organization,
        day=change.effective_on,
        others=[other.pk for other in result.others],
        moved=result.moved,
    )
    reorganized.send(
        Organization,
        organization=result.organization,
        kind=plan.kind,
        effective_on=change.effective_on,
        actor=actor,
    )
    return change


def apply_due_changes(today: date, *, actor: Actor) -> list[OrganizationChange]:
    """Carry out what was planned for today or before; a plan overtaken by events keeps its reason."""
    due = OrganizationChange.objects.ungated("the scheduler acts for the whole tree").filter(
        state=ChangeState.PENDING, effective_on__lte=today
    )
    return [_apply_due(pk, actor) for pk in due.order_by("effective_on", "pk").values_list("pk", flat=True)]


@transaction.atomic
def _apply_due(pk: int, actor: Actor) -> OrganizationChange:
    lock_tree()
    change = OrganizationChange.objects.ungated("the scheduler acts for the whole tree").get(pk=pk)
    if change.state != ChangeState.PENDING:
        return change
    plan = PLANS[change.kind](**change.plan)
    if reason := plan.refusal(change.effective_on):
        change.state, change.refusal = ChangeState.FAILED, reason[:300]
        change.save(update_fields=("state", "refusal"))
        return change
    return _effect(plan, change, actor)


@transaction.atomic
def cancel_change(change: OrganizationChange, *, actor: Actor) -> OrganizationChange:
    """Take back a change whose day has not come."""
    pending = OrganizationChange.objects.ungated("compare-and-set").filter(
        pk=change.pk, state=ChangeState.PENDING
    )
    if not pending.update(state=ChangeState.CANCELLED):
        raise Conflict("这项变动已不在待生效状态，不能取消。请刷新页面查看最新情况。")
    change.state = ChangeState.CANCELLED
    record(actor, "organizations.organization.cancel_change", change.organization, kind=change.kind)
    return change


def lock_tree() -> None:
    """One change at a time: two moves at once could otherwise close a circle."""
    root = Organization.objects.ungated("a lock on the whole tree").select_for_update()
    root.filter(parent=None).first()
