"""What assessments ask plans: whose units have a share of a programme, and how much of each indicator."""

from collections.abc import Collection

from django.db import models

from jiangong.domains.assessments.models import Rubric
from jiangong.domains.assessments.queries.shares import Offer, Targets, register_share_source
from jiangong.domains.plans.choices import PUBLISHED_STATES, EditionState
from jiangong.domains.plans.models import Edition, Plan, Program, Target
from jiangong.kit.access.actor import Actor
from jiangong.lib.digits import whole_number

NAME = "plans.program"


class ProgramShares:
    """Shares of the division in force."""

    def offers(self, actor: Actor, rubric: Rubric) -> list[Offer]:
        """Programmes that went out, those scored by this very rubric first."""
        plans = Plan.objects.visible_to(actor).filter(state__in=PUBLISHED_STATES)
        first = models.Case(models.When(rubric=rubric, then=0), default=1)
        rows = Program.objects.filter(plan__in=plans).select_related("plan").annotate(first=first)
        return [
            Offer(f"{NAME}:{one.pk}", f"{one.plan.year}年：{one.title}")
            for one in rows.order_by("first", "-plan__year", "position", "pk")
        ]

    def sharers(self, key: str) -> list[int]:
        shares = self._shares(key).filter(value__gt=0)
        order = shares.order_by("recipient__position", "recipient").values_list(
            "recipient__organization_id", flat=True
        )
        return list(dict.fromkeys(order))

    def targets(self, key: str, indicators: Collection[int]) -> Targets:
        rows = self._shares(key).filter(goal__indicator__in=indicators)
        return {
            (indicator, organization): value
            for indicator, organization, value in rows.values_list(
                "goal__indicator_id", "recipient__organization_id", "value"
            )
        }

    def _shares(self, key: str) -> models.QuerySet[Target]:
        number = whole_number(key.removeprefix(f"{NAME}:"))
        rows = Target.objects.ungated("shares are published with the plan")
        if number is None:
            return rows.none()
        approved = Edition.objects.filter(plan__programs=number, state=EditionState.APPROVED)
        in_force = approved.order_by("-number").first()
        return rows.filter(goal__program=number, edition=in_force, recipient__organization__isnull=False)


register_share_source(NAME, ProgramShares())
