"""Where units lie on the tile map."""

from typing import Any

from django.urls import reverse

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.statistics.actions import arrange_tiles
from jiangong.domains.statistics.forms import ArrangementForm
from jiangong.domains.statistics.models import TilePlace
from jiangong.domains.statistics.views.links import BOARDS, SECTION
from jiangong.kit.pages.forms import FormPage

PLACED = (OrganizationKind.DISTRICT, OrganizationKind.ZONE)


class TileArrangement(FormPage):
    """Row and column of every unit."""

    permission = "statistics.arrange"
    model = TilePlace
    title = "单位方位图"
    section = SECTION
    crumbs = (BOARDS,)
    form_class = ArrangementForm
    template_name = "statistics/arrange.html"
    done = "方位图已保存。"
    intro = "给区县（市）和开发区排行和列，最北最西为第1行第1列，两格都空着就是不排。同一类单位都排好了，看板和大屏才按方位显示。"

    def form_arguments(self) -> dict[str, Any]:
        units = Organization.objects.visible_to(self.actor).filter(kind__in=PLACED, closed_on=None)
        known = TilePlace.objects.ungated("where units lie is no secret")
        return {
            "actor": self.actor,
            "units": units.order_by("position", "pk"),
            "places": {one.organization_id: one for one in known},
        }

    def perform(self, form: ArrangementForm) -> None:
        arrange_tiles(form.places(), actor=self.actor)

    def location(self, result: Any) -> str:
        return reverse("statistics:list")
