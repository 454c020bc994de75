"""Home, search, health, and the page that says whether the audit trail can be trusted."""

import hmac
import ipaddress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.permissions import PUBLIC, SIGNED_IN
from jiangong.kit.audit.sealing import chain_head
from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.listing.searching import LIMIT, search
from jiangong.kit.messaging.todos import todos_of
from jiangong.kit.pages import Action, Head, Page
from jiangong.kit.ui.parts import Empty, Place
from jiangong.portal.health import checks
from jiangong.portal.home import (
    empty_inbox,
    figures,
    inbox,
    recent_documents,
    summary,
    wants_overview,
)
from jiangong.portal.jobs import VERIFY

WEEKDAYS = "一二三四五六日"
FULL_LIMIT = 30


class Home(Page):
    """The to-do inbox: what waits for me, what presses, what came back."""

    permission = SIGNED_IN
    template_name = "portal/home.html"
    section = "home"

    def head(self) -> Head:
        day = timezone.localdate()
        date = f"{day.year}年{day.month}月{day.day}日　星期{WEEKDAYS[day.weekday()]}"
        return Head(title="工作台", meta=(date, summary(self.todos)))

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


class AuditTrust(Page):
    """Whether the audit trail can be trusted: the last verification, and a button for the next."""

    permission = "accounts.audit_console"
    template_name = "portal/audit_trust.html"
    title = "核对审计记录"
    section = "audit"

    def head(self) -> Head:
        running = self.latest is not None and not self.latest.is_finished
        blocked = "正在核对，请等这一次结束。" if running else ""
        verify = Action(
            "立即核对", reverse("portal:audit"), "shield-check", "post", primary=True, blocked=blocked
        )
        return Head(title=self.title, actions=(verify,))

    @property
    def latest(self) -> Job | None:
        if not hasattr(self, "_latest"):
            self._latest = Job.objects.filter(name=VERIFY).order_by("-pk").first()
        return self._latest

    def context(self) -> dict[str, Any]:
        count, head = chain_head()
        done = Job.objects.filter(name=VERIFY, state=JobState.SUCCEEDED).order_by("-pk").first()
        return {
            "job": self.latest,
            "done": done,
            "count": count,
            "chain_head": head,
            "anchor_file": str(settings.ANCHOR_FILE),
            "empty": Empty("还没有核对过", "系统每天凌晨自动核对一次，您也可以立即核对。", "shield-check"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.latest is None or self.latest.is_finished:
            enqueue(VERIFY, actor=self.actor)
        messages.success(request, "已开始核对，结果会显示在本页。")
        return redirect("portal:audit")


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
