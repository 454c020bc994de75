"""The only gate to rows that belong to an organization.

``Model.objects`` refuses to read until it has passed ``visible_to(actor)`` or, for what must not depend
on an actor, ``ungated("reason")``. Related objects of a row that was read through the gate are free.
"""

from collections.abc import Callable
from typing import Any, Self

from django.apps import apps
from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below

AssignmentSource = Callable[[Actor], models.Q]
_assignments: dict[str, list[AssignmentSource]] = {}


class UngatedRead(RuntimeError):
    """A scoped table was read without saying for whom."""


def register_assignment(model_label: str, source: AssignmentSource) -> None:
    """Let rows of ``app.Model`` be visible beyond the subtree: a judge's works, oneself, a handler's documents."""
    _assignments.setdefault(model_label.lower(), []).append(source)


class ScopedQuerySet(models.QuerySet):
    """A queryset that must be gated before it touches the database."""

    gate: str | None = None

    def _clone(self) -> Self:
        clone = super()._clone()
        clone.gate = self.gate
        return clone

    def visible_to(self, actor: Actor) -> Self:
        """The actor's subtree as the tree is today, and what is assigned to them."""
        gated = self._clone()
        gated.gate = "actor"
        if actor.sees_everything:
            return gated
        reach = self.model.scope_condition(actor)
        if actor.user_id is not None:  # a token is nobody: "field = None" would mean every unassigned row
            for source in _assignments.get(self.model._meta.label_lower, []):
                reach |= source(actor)
        return gated.filter(reach)

    def ungated(self, reason: str) -> Self:
        """Read without an actor; the reason is for the reader of the code and must not be empty."""
        if not reason:
            raise UngatedRead("an ungated read needs a reason")
        gated = self._clone()
        gated.gate = reason
        return gated

    def _require_gate(self) -> None:
        if self.gate is None and not self._hints.get("instance") and not self.query.is_empty():
            raise UngatedRead(
                f"{self.model._meta.label}: read through visible_to(actor) or ungated('reason')"
            )

    def _merge_sanity_check(self, other: Any) -> None:
        """``|`` and ``&`` keep the gate of the left side only, so the right side needs its own."""
        super()._merge_sanity_check(other)
        _require_gate_of(self, other)

    def _combinator_query(self, combinator: str, *others: Any, **kwargs: Any) -> Any:
        _require_gate_of(*others)
        return super()._combinator_query(combinator, *others, **kwargs)

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Inside another query the rows are read all the same."""
        self._require_gate()
        return super().resolve_expression(*args, **kwargs)

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require_gate()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._require_gate()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        if self._result_cache is None:
            self._require_gate()
        return super().count()

    def exists(self) -> bool:
        if self._result_cache is None:
            self._require_gate()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_gate()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_gate()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_gate()
        return super().delete()


def _require_gate_of(*querysets: Any) -> None:
    for queryset in querysets:
        if isinstance(queryset, ScopedQuerySet):
            queryset._require_gate()


ScopedManager = models.Manager.from_queryset(ScopedQuerySet, "ScopedManager")


def organizations_within(actor: Actor) -> models.QuerySet:
    """Keys of the organizations in the actor's subtree today, as a subquery."""
    organizations = apps.get_model("organizations", "Organization").unscoped
    within = organizations.filter(below(actor.scope_path)) if actor.scope_path else organizations.none()
    return within.values("pk")


class ScopedModel(models.Model):
    """A row that belongs to one organization.

    ``unscoped`` serves Django's own machinery (related objects, uniqueness checks); product code says
    ``objects``. A lint keeps ``unscoped`` out of the domains.
    """

    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", verbose_name="所属组织"
    )

    unscoped = models.Manager()
    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Rows whose organization sits in the actor's subtree today."""
        return models.Q(organization_id__in=organizations_within(actor))
