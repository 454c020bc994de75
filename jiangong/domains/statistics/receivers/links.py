"""Ways to the figures from the pages of plans and indicators."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.panels import register_panel
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.links import register_plan_link
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.statistics.queries.trends import year_trend
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.heads import Action, Panel
from jiangong.kit.ui.parts import Place


@register_plan_link
def board_link(plan: Plan, actor: Actor) -> Iterator[Place]:
    """The board of an issued plan."""
    if plan.is_published and actor.can("statistics.view"):
        yield Place("进度", reverse("statistics:board", args=[plan.pk]), icon="chart-bar")


@register_panel
def trend_panel(indicator: Indicator, actor: Actor) -> Iterator[Panel]:
    """How the figure of one's own union grew this year."""
    own = own_organization_id(actor)
    if own is None or not actor.can("statistics.view"):
        return
    today = timezone.localdate()
    chart = year_trend(indicator, own, today)
    url = f"{reverse('statistics:records', args=[indicator.pk, own])}?to={today}"
    actions = (Action("看记录", url, "table"),)
    yield Panel(f"{today.year}年走势", "statistics/_trend.html", {"chart": chart}, actions=actions)
