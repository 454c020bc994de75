"""Many reports at once: what is doubtful is held out and named."""

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
            names = "；".join(f"{one.organization}：{why}" for one, why in passed.held[:5])
            more = "等" if len(passed.held) > 5 else ""
            messages.warning(self.request, f"留下{len(passed.held)}份单独办理{more}：{names}")
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
        first = reviewing.approve_reports if rules.takes_in(window, self.actor) else reviewing.endorse_reports
        passed = first(reports, actor=self.actor)
        if passed.held:
            names = "；".join(f"{one.organization}：{why}" for one, why in passed.held[:5])
            messages.warning(self.request, f"留下{len(passed.held)}份单独办理。{names}")
        return Outcome(window.get_absolute_url(), f"已确认{len(passed.done)}份。")

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
