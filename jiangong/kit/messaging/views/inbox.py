"""Pages of one's messages."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.messaging.models import Message
from jiangong.kit.messaging.sending import mark_read, unread_count
from jiangong.kit.pages import Action, Head, Page
from jiangong.kit.ui.parts import Empty, Place

PAGE_SIZE = 30


class MessageList(Page):
    """The messages, newest first; ``?unread=1`` keeps what has not been read."""

    permission = SIGNED_IN
    model = Message
    template_name = "messaging/message_list.html"
    section = "messages"

    def head(self) -> Head:
        read_all = Action("全部标为已读", reverse("messaging:read_all"), "checks", method="post")
        settings = Action("提醒设置", reverse("messaging:preferences"), "settings")
        return Head(
            title="消息", actions=(read_all, settings) if unread_count(self.actor.user_id) else (settings,)
        )

    def context(self) -> dict[str, Any]:
        only_unread = self.request.GET.get("unread") == "1"
        rows = self.get_queryset().filter(read_at=None) if only_unread else self.get_queryset()
        page = Paginator(rows, PAGE_SIZE).get_page(self.request.GET.get("page"))
        own = reverse("messaging:list")
        unread = unread_count(self.actor.user_id)
        return {
            "letters": page,
            "links": [
                Place("全部", own, current=not only_unread),
                Place("未读", f"{own}?unread=1", current=only_unread, count=unread),
            ],
            "empty": Empty(
                "没有未读消息" if only_unread else "还没有消息",
                "有文件退回、事项到期或后台任务办完时，会在这里告诉您。",
                icon="bell",
            ),
        }


class MessageOpen(Page):
    """POST: mark one read and go where it leads."""

    permission = SIGNED_IN
    model = Message
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        letter: Message = self.get_object()
        mark_read(Message.objects.filter(pk=letter.pk))
        safe = letter.url.startswith("/") and url_has_allowed_host_and_scheme(letter.url, allowed_hosts=None)
        return redirect(letter.url if safe else reverse("messaging:list"))


class MessagesRead(Page):
    """POST: mark all of mine read."""

    permission = SIGNED_IN
    model = Message
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        count = mark_read(self.get_queryset())
        messages.success(request, f"已将{count}条消息标为已读。")
        return redirect("messaging:list")
