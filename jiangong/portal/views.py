"""Home, search, health."""

import hmac
import ipaddress
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.permissions import PUBLIC, SIGNED_IN
from jiangong.kit.listing.searching import LIMIT, names, search
from jiangong.kit.messaging.todos import todos_of
from jiangong.kit.pages import Action, Head, Page
from jiangong.kit.ui.parts import Place
from jiangong.portal.health import checks
from jiangong.portal.home import (
    empty_inbox,
    figures,
    inbox,
    recent_documents,
    summary,
    wants_overview,
)

WEEKDAYS = "一二三四五六日"
FULL_LIMIT = 30
MOST_SOURCES = 5


class Home(Page):
    """The to-do inbox: what waits for me, what presses, what came back."""

    permission = SIGNED_IN
    template_name = "portal/home.html"
    section = "home"

    def head(self) -> Head:
        day = timezone.localdate()
        date = f"{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}"
        return Head(title="工作台", meta=(date, summary(self.todos)), actions=self.actions())

    def actions(self) -> tuple[Action, ...]:
        """Straight to the figures: leaders to their page, everybody else to the board."""
        if wants_overview(self.actor) and self.actor.can("statistics.lead"):
            return (Action("领导一页", reverse("statistics:leader"), "target-arrow"),)
        if self.actor.can("statistics.view"):
            return (Action("进度看板", reverse("statistics:list"), "chart-bar"),)
        return ()

    @property
    def todos(self) -> list[Any]:
        if not hasattr(self, "_todos"):
            self._todos = todos_of(self.actor)
        return self._todos

    def context(self) -> dict[str, Any]:
        following, groups = inbox(self.todos, timezone.localdate())
        return {
            "following": following,
            "groups": groups,
            "count": len(self.todos),
            "figures": list(figures(self.actor)),
            "overview": wants_overview(self.actor),
            "documents": recent_documents(self.actor),
            "documents_url": reverse("documents:list"),
            "empty": empty_inbox(self.actor),
        }


class Search(Page):
    """Everything found for a few words; the overlay asks for the results alone."""

    permission = SIGNED_IN
    template_name = "portal/search.html"
    title = "搜索"
    section = "search"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.htmx and not request.htmx.boosted:
            self.template_name = "ui/components/search_results.html"
        return self.render()

    def context(self) -> dict[str, Any]:
        query = self.request.GET.get("q", "").replace("\x00", "").strip()[:60]
        limit = LIMIT if self.request.htmx else FULL_LIMIT
        groups = [
            {
                "label": found.label,
                "links": [Place(hit.title, hit.url, icon=hit.icon, note=hit.sub) for hit in found.hits],
                "more": found.more,
            }
            for found in search(self.actor, query, limit)
        ]
        return {"query": query, "groups": groups}


class Names(Page):
    """What a text box that means a unit or a person may be filled with, asked for while one types."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.getlist("of")[:MOST_SOURCES]
        return JsonResponse({"names": names(self.actor, asked, request.GET.get("q", ""))})


class Offline(Page):
    """What stands in the place of every page that is not kept while there is no network."""

    permission = PUBLIC
    template_name = "portal/offline.html"
    title = "现在没有网络"


class OfflineWorker(Page):
    """The service worker: served from the root because it may only guard what lies below its own address."""

    permission = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = {
            "version": getattr(staticfiles_storage, "manifest_hash", ""),
            "static_url": settings.STATIC_URL,
        }
        script = render_to_string("portal/offline_worker.js", known)
        response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
        response["Cache-Control"] = "no-cache"
        return response


class Health(Page):
    """200 or 503 for everybody; what is wrong only for the machine itself or with the token."""

    permission = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = checks()
        well = all(check.well for check in found)
        body: dict[str, Any] = {"status": "ok" if well else "failing"}
        if _may_see_details(request):
            body["checks"] = {check.name: {"ok": check.well, "found": check.found} for check in found}
        arguments = {"ensure_ascii": False}
        response = JsonResponse(body, status=200 if well else 503, json_dumps_params=arguments)
        response["Cache-Control"] = "no-store"
        return response


def _may_see_details(request: HttpRequest) -> bool:
    """A caller on this machine that no proxy forwarded, or one who knows the token."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.HEALTH_TOKEN and hmac.compare_digest(token.encode(), settings.HEALTH_TOKEN.encode()):
        return True
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
