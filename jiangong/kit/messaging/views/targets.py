"""The system administrator's pages: where reminders are posted to, and what became of each."""

from typing import Any

from django.urls import reverse

from jiangong.kit.listing import Column
from jiangong.kit.messaging.forms import TargetForm
from jiangong.kit.messaging.models import Dispatch, DispatchState, Target
from jiangong.kit.messaging.models.routes import MANAGES
from jiangong.kit.messaging.outbox import retry_dispatch
from jiangong.kit.messaging.tables import STATE_TONES, DispatchTable, TargetTable, next_try
from jiangong.kit.messaging.targets import OPEN_FIELDS, create_target, edit_target, switch_target, try_target
from jiangong.kit.pages import (
    Action,
    ActionPage,
    Badge,
    CreatePage,
    DetailPage,
    EditPage,
    Head,
    Link,
    ListPage,
)

TARGETS = Link("消息通道", "/messages/targets/")
SECRET_FIELDS = ("address", "secret")


class TargetList(ListPage):
    """All of them."""

    permission = MANAGES
    model = Target
    table = TargetTable
    title = "消息通道"
    section = "targets"

    def actions(self) -> tuple[Action, ...]:
        return (
            Action("外发消息", reverse("messaging:dispatch_list"), "send"),
            Action("新增通道", reverse("messaging:target_create"), "plus", primary=True),
        )


class TargetDetail(DetailPage):
    """One target; what it was sent is one click away."""

    permission = MANAGES
    model = Target
    section = "targets"
    crumbs = (TARGETS,)
    sections = (
        (
            "通道",
            (
                "kind",
                "host",
                Column("organization", "所属单位", ("organization__name",)),
                "is_offered",
                "created_at",
                "updated_at",
            ),
        ),
    )
    edit_permission = MANAGES

    def head(self) -> Head:
        target: Target = self.get_object()
        badge = Badge("启用", "ok") if target.is_active else Badge("停用", "mute")
        return Head(target.name, self.crumbs, badge=badge, actions=self.actions())

    def actions(self) -> tuple[Action, ...]:
        target, found = self.get_object(), []
        edit = Action("修改", reverse("messaging:target_edit", args=[target.pk]), "pencil")
        sent = Action("外发消息", f"{reverse('messaging:dispatch_list')}", "send")
        if target.is_active:
            url = reverse("messaging:target_try", args=[target.pk])
            found.append(Action("试发", url, "send", method="post", primary=True))
            url = reverse("messaging:target_stop", args=[target.pk])
            consequences = ("之后的提醒不再发到这里，等待发送的不再发送。",)
            stop = Action("停用", url, "ban", method="post", danger=True, consequences=consequences)
            return (*found, edit, sent, stop)
        url = reverse("messaging:target_resume", args=[target.pk])
        return (Action("启用", url, "player-play", method="post", primary=True), edit, sent)


class _SealedForm:
    """What is secret stays out of the receipt."""

    permission = MANAGES
    model = Target
    section = "targets"
    form_class = TargetForm

    def contents(self) -> dict[str, Any]:
        found = super().contents()
        for name in SECRET_FIELDS:
            found["fields"].pop(name, None)
        return found


class TargetCreate(_SealedForm, CreatePage):
    """A new one."""

    title = "新增消息通道"
    crumbs = (TARGETS,)

    def perform(self, form: Any) -> Target:
        values = {name: form.cleaned_data[name] for name in OPEN_FIELDS}
        secret = form.cleaned_data["secret"]
        return create_target(values, form.cleaned_data["address"], secret, actor=self.actor)


class TargetEdit(_SealedForm, EditPage):
    """Other settings, or a new address."""

    title = "修改消息通道"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (TARGETS, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def perform(self, form: Any) -> Target:
        said = form.cleaned_data
        version = self.posted_version()
        return edit_target(form.instance, version, said["address"], said["secret"], actor=self.actor)


class TargetStop(ActionPage):
    """Nothing goes there any more."""

    permission = MANAGES
    model = Target
    done = "已停用。"

    def run(self, instance: Target, note: str) -> None:
        switch_target(instance, on=False, actor=self.actor)


class TargetResume(ActionPage):
    """It is used again."""

    permission = MANAGES
    model = Target
    done = "已启用。"

    def run(self, instance: Target, note: str) -> None:
        switch_target(instance, on=True, actor=self.actor)


class TargetTry(ActionPage):
    """A word through it now."""

    permission = MANAGES
    model = Target
    done = "试发消息已提交，几秒后刷新本页查看结果。"

    def run(self, instance: Target, note: str) -> Dispatch:
        return try_target(instance, actor=self.actor)

    def location(self, instance: Target | Dispatch) -> str:
        if isinstance(instance, Dispatch):
            return reverse("messaging:dispatch_detail", args=[instance.pk])
        return instance.get_absolute_url()


class DispatchList(ListPage):
    """Everything that left or is to leave."""

    permission = MANAGES
    model = Dispatch
    table = DispatchTable
    title = "外发消息"
    section = "targets"
    crumbs = (TARGETS,)


class DispatchDetail(DetailPage):
    """One message and what became of it."""

    permission = MANAGES
    model = Dispatch
    section = "targets"
    crumbs = (TARGETS, Link("外发消息", "/messages/dispatches/"))
    sections = (
        ("消息", ("subject", "text", Column("target", "通道", ("target__name",)))),
        (
            "发送",
            (
                "attempts",
                "created_at",
                Column("due_at", "下次发送", ("due_at", "state"), show=next_try),
                "sent_at",
                "error",
            ),
        ),
    )

    def head(self) -> Head:
        one: Dispatch = self.get_object()
        badge = Badge(one.get_state_display(), STATE_TONES[DispatchState(one.state)])
        return Head(one.subject, self.crumbs, badge=badge, actions=self.actions())

    def actions(self) -> tuple[Action, ...]:
        one: Dispatch = self.get_object()
        if one.state != DispatchState.DEAD:
            return ()
        url = reverse("messaging:dispatch_retry", args=[one.pk])
        return (Action("重新发送", url, "refresh", method="post", primary=True),)


class DispatchRetry(ActionPage):
    """Once more."""

    permission = MANAGES
    model = Dispatch
    done = "已重新排队，几分钟内发送。"

    def run(self, instance: Dispatch, note: str) -> None:
        retry_dispatch(instance, actor=self.actor)

    def location(self, instance: Dispatch) -> str:
        return reverse("messaging:dispatch_detail", args=[instance.pk])
