"""Many reports at once: what is doubtful is held out and named."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions import reviewing
from jiangong.domains.reporting.models import RELATED, Report, Window
from jiangong.domains.reporting.queries.reports import waiting_for
from jiangong.domains.reporting.views.windows import WindowPage
from jiangong.kit.access.paths import below
from jiangong.kit.commands.running import Outcome
from jiangong.kit.pages.actions import ActionPage
from jiangong.lib.digits import whole_number

MOST_TOLD = 5


def held_back(held: Sequence[tuple[Report, str]]) -> str:
    """Which ones stay behind, and why, in one sentence."""
    told = "；".join(f"{one.organization}：{why.rstrip('。')}" for one, why in held[:MOST_TOLD])
    more = f"；另有{len(held) - MOST_TOLD}份" if len(held) > MOST_TOLD else ""
    return f"留下{len(held)}份单独办理。{told}{more}。"


class ManyPage(ActionPage):
    """The same step for many reports: what is doubtful is held out and named."""

    permission = "reporting.review"
    model = Report
    act = staticmethod(reviewing.approve_reports)
    verb = "确认"

    def outcome(self) -> Outcome:
        passed = self.act(self.chosen(), actor=self.actor)
        said = f"已{self.verb}{len(passed.done)}份。"
        if passed.held:
            messages.warning(self.request, held_back(passed.held))
        return Outcome(self.target(), said)

    def chosen(self) -> list[Report]:
        keys = [whole_number(one) for one in self.request.POST.getlist("selected")[:2000]]
        rows = self.model.objects.visible_to(self.actor).filter(
            pk__in=[key for key in keys if key is not None]
        )
        return list(rows.select_related(*RELATED).order_by("window", "position", "pk"))

    def target(self) -> str:
        return reverse("reporting:list")

    def get_object(self) -> Any:
        """It acts on what was chosen."""

    def location(self, instance: Any) -> str:
        return self.target()


class ReportsApprove(ManyPage):
    """Approve the chosen ones."""


class ReportsEndorse(ManyPage):
    """The district's look at the chosen ones."""

    act = staticmethod(reviewing.endorse_reports)
    verb = "审核"


class WindowApprove(WindowPage, ActionPage):
    """Everything of a window that waits for the actor, or of one district of it."""

    permission = "reporting.review"
    http_method_names = ("post",)

    def outcome(self) -> Outcome:
        window = self.get_object()
        reports = self.chosen(window)
        last = rules.takes_in(window, self.actor)
        passed = (reviewing.approve_reports if last else reviewing.endorse_reports)(reports, actor=self.actor)
        if passed.held:
            messages.warning(self.request, held_back(passed.held))
        return Outcome(window.get_absolute_url(), f"已{'确认' if last else '审核'}{len(passed.done)}份。")

    def chosen(self, window: Window) -> list[Report]:
        rows = Report.objects.visible_to(self.actor).filter(waiting_for(self.actor), window=window)
        wanted = self.request.POST.get("unit", "")
        if (above := whole_number(wanted)) is not None:
            parent = (
                window.reports.filter(organization__parent=above)
                .select_related("organization__parent")
                .first()
            )
            if parent is None or parent.organization.parent is None:
                raise Http404
            rows = rows.filter(below(parent.organization.parent.path, "organization__path"))
        return list(rows.select_related(*RELATED).order_by("position", "pk"))
