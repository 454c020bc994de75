"""Plans and their programmes in the search box."""

from collections.abc import Iterator

from django.db import models

from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.searching import Hit, SearchSource, register_search


def matching(text: str) -> models.Q:
    """By title, number and the titles of programmes."""
    return (
        models.Q(title__icontains=text)
        | models.Q(official_number__icontains=text)
        | models.Q(programs__title__icontains=text)
    )


def find_plans(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """Plans within reach; voided ones are not offered."""
    found = Plan.objects.visible_to(actor).filter(matching(text)).exclude(state=PlanState.VOID)
    for plan in found.distinct().order_by("-year", "-pk")[:limit]:
        sub = "　".join(
            one for one in (f"{plan.year}年", plan.official_number, plan.get_state_display()) if one
        )
        yield Hit(plan.title, sub, plan.get_absolute_url(), "target-arrow")


register_search(SearchSource("计划", "plans.view", find_plans))
