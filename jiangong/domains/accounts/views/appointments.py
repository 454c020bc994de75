"""Giving, lending, handing over and taking away rights."""

from typing import Any

from django.db import models
from django.http import Http404
from django.urls import reverse, reverse_lazy

from jiangong.domains.accounts.actions import appointments as actions
from jiangong.domains.accounts.actions.handover import Moved, hand_over, waiting_work
from jiangong.domains.accounts.forms import DelegationForm, GrantForm, ReceiverForm
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import standing_appointments
from jiangong.domains.accounts.tables import AppointmentTable
from jiangong.domains.accounts.views.users import USERS
from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.pages import ActionPage, FormPage, ListPage
from jiangong.kit.pages.heads import Head, Link

PROFILE = Link("我的账号", reverse_lazy("accounts:profile"))


class AppointmentList(ListPage):
    """Every right given in one's reach, exportable line by line."""

    permission = "accounts.view"
    export_permission = "accounts.export_grants"
    model = Appointment
    title = "授权清单"
    section = "grants"
    table = AppointmentTable


class AppointmentCreate(FormPage):
    """One more appointment for a user."""

    permission = "accounts.grant"
    model = User
    form_class = GrantForm
    section = "accounts"
    submit_label = "授权"
    done = "已授权，对方下一次操作时生效。"

    def head(self) -> Head:
        user = self.get_object()
        return Head(f"为{user.name}授权", crumbs=(USERS, Link(user.name, user.get_absolute_url())))

    def initial(self) -> dict[str, Any]:
        return {"organization": self.request.GET.get("organization", self.actor.organization_id or "")}

    def perform(self, form: Any) -> User:
        grant = actions.Grant(**form.cleaned_data)
        given = actions.give_appointment(self.get_object(), grant, actor=self.actor)
        self.done = self.done if given.approved_at else "已提交，安全管理员批准后生效。"
        return self.get_object()

    def cancel_url(self) -> str:
        return self.get_object().get_absolute_url()


class AppointmentAct(ActionPage):
    """One act on an appointment, then back to its user."""

    model = Appointment

    def location(self, instance: Appointment) -> str:
        return reverse("accounts:user_detail", args=[instance.user_id])


class AppointmentRevoke(AppointmentAct):
    """Take a right away."""

    permission = "accounts.grant"
    done = "已撤销，对方下一次操作时生效。"

    def run(self, instance: Appointment, note: str) -> None:
        actions.revoke_appointment(instance, reason=note, actor=self.actor)


class AppointmentApprove(AppointmentAct):
    """The security administrator lets a proposed right stand."""

    permission = "accounts.security_console"
    done = "已批准，任职生效。"

    def run(self, instance: Appointment, note: str) -> None:
        actions.approve_appointment(instance, actor=self.actor)


class OwnAppointmentPage(FormPage):
    """A form about one of one's own posts."""

    section = "profile"
    crumbs = (PROFILE,)
    model = Appointment

    def get_queryset(self) -> models.QuerySet[Appointment]:
        return standing_appointments(self.actor.user)

    def location(self, result: Any) -> str:
        return reverse("accounts:profile")

    def head(self) -> Head:
        return Head(f"{self.title}：{self.get_object()}", crumbs=self.crumbs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        self.get_object()
        return super().get(*args, **kwargs)


class Delegate(OwnAppointmentPage):
    """Lend one's own post to somebody until a day."""

    permission = "accounts.delegate"
    form_class = DelegationForm
    title = "委托代行"
    submit_label = "委托"
    done = "已委托。到期自动收回，您也可以随时提前收回。"
    intro = "受托人可以切换到这项任职办理业务，办理记录写受托人的名字。受托人不能再转委托。"

    def perform(self, form: Any) -> Appointment:
        values = form.cleaned_data
        return actions.delegate_appointment(
            self.get_object(),
            values["username"],
            ends_on=values["ends_on"],
            reason=values["reason"],
            actor=self.actor,
        )


class DelegationWithdraw(ActionPage):
    """Take back what one lent."""

    permission = SIGNED_IN
    model = Appointment
    done = "已收回委托。"

    def get_queryset(self) -> models.QuerySet[Appointment]:
        own = Appointment.objects.ungated("delegations of one's own posts, wherever they are held")
        return own.filter(delegated_from__user=self.actor.user_id)

    def run(self, instance: Appointment, note: str) -> None:
        actions.withdraw_delegation(instance, actor=self.actor)

    def location(self, instance: Appointment) -> str:
        return reverse("accounts:profile")


class HandOver(FormPage):
    """Move somebody's open work to a successor and end the appointment."""

    permission = "accounts.hand_over"
    model = Appointment
    form_class = ReceiverForm
    section = "accounts"
    crumbs = (USERS,)
    submit_label = "交接并结束任职"

    @property
    def intro(self) -> str:
        """What is about to move, kind by kind."""
        found = "、".join(f"{one.label}{one.count}件" for one in waiting_work(self.get_object()))
        moves = f"名下未办结的有{found}，全部转给接收人" if found else "名下没有未办结的工作"
        return (
            f"{moves}，这项任职随即结束。已办结的记录保持原经办人不变；"
            "督导、评分任务是抽取或指定到人的，不随交接转移；交给单位办理的事项仍在单位名下。"
        )

    def get_object(self) -> Appointment:
        found = super().get_object()
        if found.delegated_from_id is not None:
            raise Http404
        return found

    def head(self) -> Head:
        one = self.get_object()
        return Head(f"{one.user.name}的工作交接", crumbs=self.crumbs, meta=(str(one),))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        self.get_object()
        return super().get(*args, **kwargs)

    def perform(self, form: Any) -> list[Moved]:
        return hand_over(self.get_object(), form.cleaned_data["username"], actor=self.actor)

    def location(self, result: list[Moved]) -> str:
        return self.cancel_url()

    def message(self, result: list[Moved]) -> str:
        moved = "、".join(f"{one.label}{one.count}件" for one in result if one.count)
        return f"任职已结束，转交了{moved}。" if moved else "任职已结束，名下没有未办结的工作。"

    def cancel_url(self) -> str:
        """Whoever gave up the post of their own may not see accounts any longer."""
        user_id = self.get_object().user_id
        if user_id == self.actor.user_id:
            return reverse("accounts:profile")
        return reverse("accounts:user_detail", args=[user_id])
