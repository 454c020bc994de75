"""State changes, declared as data and carried out in one place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import label_of
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Conflict, NotAllowed
from jiangong.kit.commands.running import as_one
from jiangong.kit.commands.versions import VersionedModel
from jiangong.kit.loading import update_row

Guard = Callable[[Any, Actor], str]

# Sent inside the transaction with: instance, transition, actor, note.
transitioned = Signal()
_workflows: dict[str, "Workflow"] = {}


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow of a workflow: who may take it, from where to where, and what may stand in the way."""

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    guard: Guard | None = None  # returns why not, or ""
    needs_reason: bool = False
    consequences: tuple[str, ...] = field(default=())

    def refusal(self, instance: Any, actor: Actor) -> str:
        """Why this actor cannot do this now; empty when they can."""
        if not actor.can(self.permission):
            return f"您当前的任职没有“{label_of(self.permission)}”的权限。"
        return self.guard(instance, actor) if self.guard else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A transition as a screen shows it: open, or blocked with the reason beside the button."""

    transition: Transition
    blocked: str = ""


class Workflow:
    """All transitions of one model; ``label`` such as ``documents.document`` begins the audit verbs."""

    def __init__(self, label: str, transitions: Iterable[Transition], field: str = "state") -> None:
        self.label = label
        self.field = field
        self.transitions: Mapping[str, Transition] = {t.name: t for t in transitions}
        _workflows[label] = self

    def offers(self, instance: Any, actor: Actor) -> list[Offer]:
        """What can happen next for an actor who holds the permission; guards show as reasons."""
        state = getattr(instance, self.field)
        return [
            Offer(t, t.refusal(instance, actor))
            for t in self.transitions.values()
            if state in t.sources and actor.can(t.permission)
        ]

    def available(self, instance: Any, actor: Actor) -> list[Transition]:
        return [offer.transition for offer in self.offers(instance, actor) if not offer.blocked]

    @as_one()
    def perform(
        self,
        instance: Any,
        name: str,
        *,
        actor: Actor,
        note: str = "",
        values: Mapping[str, Any] | None = None,
    ) -> Any:
        """Take one transition: compare-and-set on state and version, audit row and signal with it.

        ``values`` are further columns written in the same UPDATE.
        """
        transition = self.transitions[name]
        if reason := transition.refusal(instance, actor):
            raise NotAllowed(reason)
        if transition.needs_reason and not note.strip():
            raise NotAllowed(f"{transition.label}须写明理由。")
        before, version = getattr(instance, self.field), instance.version
        columns = {self.field: transition.target, "version": version + 1, **(values or {})}
        if isinstance(instance, VersionedModel):
            columns["updated_at"] = timezone.now()
        # Compare-and-set: SQLite ignores row locks, and two people may press at once.
        unchanged = {self.field: before, "version": version}
        if before not in transition.sources or not update_row(instance, columns, unchanged):
            raise Conflict(self._overtaken(instance, transition))
        for column, value in columns.items():
            setattr(instance, column, value)
        record(actor, f"{self.label}.{name}", instance, state=[before, transition.target], note=bool(note))
        transitioned.send(type(instance), instance=instance, transition=transition, actor=actor, note=note)
        return instance

    @transaction.atomic
    def perform_many(
        self, instances: Iterable[Any], name: str, *, actor: Actor, values: Mapping[str, Any] | None = None
    ) -> list[Any]:
        """Take one transition with many objects of one model in a constant number of statements.

        What stands elsewhere, is refused by the guard or was overtaken stays as it is; those that moved are returned.
        """
        transition = self.transitions[name]
        if not actor.can(transition.permission):
            raise NotAllowed(transition.refusal(None, actor))
        able = [
            one
            for one in instances
            if getattr(one, self.field) in transition.sources and not transition.refusal(one, actor)
        ]
        moved = self._unmoved(able)
        if not moved:
            return []
        columns = {self.field: transition.target, **(values or {})}
        model = type(moved[0])
        if isinstance(moved[0], VersionedModel):
            columns["updated_at"] = timezone.now()
        rows = model._base_manager.filter(pk__in=[one.pk for one in moved])
        rows.update(version=models.F("version") + 1, **columns)
        before = {one.pk: getattr(one, self.field) for one in moved}
        for one in moved:
            for column, value in {**columns, "version": one.version + 1}.items():
                setattr(one, column, value)
        for state in sorted(set(before.values())):
            same = [one for one in moved if before[one.pk] == state]
            record_many(actor, f"{self.label}.{name}", same, state=[state, transition.target], note=False)
        for one in moved:
            transitioned.send(model, instance=one, transition=transition, actor=actor, note="")
        return moved

    def _unmoved(self, instances: list[Any]) -> list[Any]:
        """Those that still stand as they were read, held until the end of the transaction."""
        if not instances:
            return []
        held = type(instances[0])._base_manager.select_for_update().order_by("pk")
        rows = held.filter(pk__in=[one.pk for one in instances]).values_list("pk", self.field, "version")
        now = {pk: (state, version) for pk, state, version in rows}
        return [one for one in instances if now.get(one.pk) == (getattr(one, self.field), one.version)]

    def _overtaken(self, instance: models.Model, transition: Transition) -> str:
        current = type(instance)._base_manager.filter(pk=instance.pk).first()
        if current is None:
            return "这条记录已被删除。"
        if getattr(current, self.field) in transition.sources:
            return "别人刚刚修改过这条记录，您的操作没有执行。请刷新页面核对后再办理。"
        state = getattr(current, f"get_{self.field}_display")()
        return f"这条记录现在是“{state}”，不能再{transition.label}。请刷新页面查看最新情况。"


def all_workflows() -> dict[str, Workflow]:
    """Every declared workflow by label, for generated documents and conformance tests."""
    return dict(_workflows)


def entry_workflow(label: str, permission: str, standing: str, void: str) -> Workflow:
    """The one step that a plain row of a ledger may take."""
    told = ("作废后不再计入进展，不能恢复；记录和原因保留。",)
    step = Transition("void", "作废", (standing,), void, permission, needs_reason=True, consequences=told)
    return Workflow(label, [step])
