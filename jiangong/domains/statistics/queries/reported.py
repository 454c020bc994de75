"""Who has not reported in the latest window of a plan."""

from dataclasses import dataclass

from django.urls import reverse

from jiangong.domains.plans.models import Plan
from jiangong.domains.reporting.models import Report, Window
from jiangong.domains.reporting.queries.reports import without_report
from jiangong.kit.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Unreported:
    """The units a window still waits for, in the notice's order."""

    window: Window
    total: int
    reports: tuple[Report, ...]

    @property
    def url(self) -> str:
        return reverse("reporting:window_detail", args=[self.window.pk])


def unreported(plan: Plan, actor: Actor) -> Unreported | None:
    """Within the actor's reach; nothing for a plan that asks for no reports."""
    if not actor.can("reporting.view"):
        return None
    windows = Window.objects.visible_to(actor).filter(plan=plan, opened_at__isnull=False)
    window = windows.order_by("-ends_on", "-pk").first()
    if window is None:
        return None
    reports = list(Report.objects.visible_to(actor).filter(window=window).select_related("organization"))
    return Unreported(window, len(reports), tuple(without_report(reports))) if reports else None
