"""Rename, move, merge, split and close organizations from a day on, past or future."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.actions.plans import (
    PLANS,
    Close,
    Merge,
    Move,
    Plan,
    Rename,
    Split,
)
from jiangong.domains.organizations.actions.spans import lock_tree
from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.models import Organization, OrganizationChange
from jiangong.domains.organizations.signals import reorganized
from jiangong.domains.organizations.workflow import CHANGE
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal


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
    change = OrganizationChange(kind=plan.kind, effective_on=day, basis=basis.strip(), plan=plan.stored())
    if reason := CHANGE.transitions["apply"].refusal(change, actor):
        raise NotAllowed(reason)
    if reason := plan.refusal(day):
        raise Refusal(reason)
    change.organization, change.summary = plan.subject, plan.summary()[:500]
    change.save()
    if day > timezone.localdate():
        record(actor, "organizations.organization.plan", change.organization, day=day, kind=plan.kind)
        return change
    return _effect(plan, change, actor)


def _effect(plan: Plan, change: OrganizationChange, actor: Actor) -> OrganizationChange:
    result = plan.apply(change.effective_on)
    CHANGE.perform(change, "apply", actor=actor, values={"organization_id": result.organization.pk})
    change.organization = result.organization
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
        return CHANGE.perform(change, "fail", actor=actor, values={"refusal": reason[:300]})
    return _effect(plan, change, actor)


@transaction.atomic
def cancel_change(change: OrganizationChange, *, actor: Actor) -> OrganizationChange:
    """Take back a change whose day has not come, or put aside one that could not take effect."""
    CHANGE.perform(change, "cancel", actor=actor)
    record(actor, "organizations.organization.cancel_change", change.organization, kind=change.kind)
    return change
