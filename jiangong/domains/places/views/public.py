"""Pages for everybody, without signing in: find a place, look at one, say that it is closed or broken."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from jiangong.domains.accounts.queries import stranger
from jiangong.domains.places.actions.reporting import report_place
from jiangong.domains.places.choices import PlaceState, ReportKind
from jiangong.domains.places.models import Place
from jiangong.domains.places.queries.public import (
    MOST,
    ground_name,
    public_grounds,
    public_kinds,
    public_place,
    public_places,
)
from jiangong.kit.access.permissions import PUBLIC
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages import Page
from jiangong.lib.dates import format_day
from jiangong.lib.digits import whole_number

LARGE = "large"
ACTS = {ReportKind.CLOSED: ("来了没开门", "clock"), ReportKind.BROKEN: ("设施坏了", "tool")}


class PublicPage(Page):
    """What all of them share: nobody signs in, type can be made large, nothing is remembered."""

    permission = PUBLIC
    section = ""

    @property
    def is_large(self) -> bool:
        return self.request.GET.get("scale") == LARGE

    def context(self) -> dict[str, Any]:
        kept = {k: v for k, v in self.request.GET.items() if k in {"q", "kind", "ground"} and v}
        return {
            "large": self.is_large,
            "scale": f"scale={LARGE}" if self.is_large else "",
            "kept": kept,
            "list_url": reverse("places:public_list"),
        }


class PublicList(PublicPage):
    """Stations and the like by district, with search; no map, no position, no account."""

    title = "找服务点"
    template_name = "places/public_list.html"

    def context(self) -> dict[str, Any]:
        text = self.request.GET.get("q", "").replace("\x00", "").strip()[:40]
        kinds = public_kinds()
        kind = self.request.GET.get("kind", "")
        kind = kind if kind in dict(kinds) else ""
        wanted = self.request.GET.get("ground", "")
        ground = whole_number(wanted)
        asked = bool(text or ground)
        places = public_places(text, kind, ground)
        total = places.count()
        return {
            **super().context(),
            "q": text,
            "kinds": kinds,
            "kind": kind,
            "ground": ground,
            "ground_name": ground_name(ground) if ground else "",
            "grounds": public_grounds(kind, text),
            "asked": asked,
            "places": places[:MOST] if asked else (),
            "total": total,
            "more": max(total - MOST, 0) if asked else 0,
        }


class PublicPlace(PublicPage):
    """What one finds at a door: what it is, when it is open, what it has."""

    template_name = "places/public_place.html"

    def place(self) -> Place:
        if not hasattr(self, "_place"):
            self._place = public_place(self.kwargs["code"].upper())
        if self._place is None:
            raise Http404("没有这个场所。二维码可能已经更换，请在“找服务点”里查找。")
        return self._place

    @property
    def title(self) -> str:
        return self.place().name

    def context(self) -> dict[str, Any]:
        place = self.place()
        return {
            **super().context(),
            "place": place,
            "is_open": place.state == PlaceState.OPEN,
            "closed_on": format_day(place.closed_on) if place.closed_on else "",
            "resumes_on": format_day(place.resumes_on) if place.resumes_on else "",
            "acts": [(kind.value, *ACTS[kind]) for kind in ReportKind] if place.is_standing else (),
            "thanked": self.request.GET.get("thanked") == "1",
        }


class PublicReport(PublicPlace):
    """The second tap: say what will be sent, send it."""

    template_name = "places/public_report.html"

    def context(self) -> dict[str, Any]:
        label, icon = ACTS[self.kind()]
        return {**super().context(), "label": label, "icon": icon, "refusal": getattr(self, "_refusal", "")}

    def kind(self) -> ReportKind:
        if self.kwargs["kind"] not in ReportKind.values or not self.place().is_standing:
            raise Http404("没有这一项。")
        return ReportKind(self.kwargs["kind"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place = self.place()
        visitor = stranger("", getattr(request, "request_id", ""))
        try:
            report_place(place, self.kind(), request.address, actor=visitor)
        except Refusal as refusal:
            self._refusal = refusal.sentence
            return self.render(status=refusal.status)
        scale = f"&scale={LARGE}" if self.is_large else ""
        return redirect(f"{place.get_public_url()}?thanked=1{scale}")
