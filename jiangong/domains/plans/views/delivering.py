"""Screens of what units hand in: the receipt list, one delivery, and what is done with it."""

from typing import Any

from django.urls import reverse

from jiangong.domains.plans.actions import fulfilling
from jiangong.domains.plans.choices import DeliveryState
from jiangong.domains.plans.forms.course import DeliveryStandInForm, HandInForm
from jiangong.domains.plans.models import Delivery
from jiangong.domains.plans.tables import DELIVERY_TONES, DeliveryTable, show_channel, show_due
from jiangong.domains.plans.views.links import SECTION, plan_crumbs
from jiangong.domains.plans.workflow import delivery_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.attachments.queries import has_attachment
from jiangong.kit.listing import Column
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Action, Head, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.ui.parts import Banner


class DeliveryList(ListPage):
    """The receipt list of everything that is handed in."""

    permission = "plans.view"
    model = Delivery
    title = "材料报送"
    section = SECTION
    table = DeliveryTable
    export_permission = "plans.export"


class DeliveryDetail(DetailPage):
    """What one unit hands in at one step."""

    permission = "plans.view"
    model = Delivery
    section = SECTION
    workflow = delivery_workflow
    state_tones = DELIVERY_TONES
    sections = (
        (
            "要求",
            (
                Column("program", "专案", ("step__program__title",)),
                Column("step", "时间节点", ("step__text",)),
                Column("due", "期限", ("step__ends_on", "state"), show=show_due),
                Column("organization", "单位", ("organization__name",)),
            ),
        ),
        (
            "报送",
            (
                "handed_in_at",
                Column("handed_in_by", "报送人", ("handed_in_by__name",)),
                Column("channel", "报送方式", ("channel", "handed_in_at"), show=show_channel),
                "received_at",
                Column("received_by", "确认人", ("received_by__name",)),
                "note",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        related = ("organization", "step__program__plan__organization", "handed_in_by", "received_by")
        return super().get_queryset().select_related(*related)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        plan = self.get_object().step.program.plan
        return plan_crumbs(plan, Link("材料报送", reverse("plans:delivery_list")))

    def actions(self) -> tuple[Action, ...]:
        """Only what is this actor's to do."""
        return tuple(one for one in super().actions() if not one.blocked)

    def _offered(self, offer: Any, namespace: str) -> Action:
        name = f"delivery_{offer.transition.name}"
        return Action(
            offer.transition.label,
            reverse(f"{namespace}:{name}", args=[self.get_object().pk]),
            method="get" if offer.transition.name in {"hand_in", "stand_in"} else "post",
            primary=offer.transition.name in {"hand_in", "receive"},
            blocked=offer.blocked,
            needs_reason=offer.transition.needs_reason,
            consequences=offer.transition.consequences,
            name=offer.transition.name,
        )

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "banners": returned(self.get_object())}


def returned(delivery: Delivery) -> list[Banner]:
    """Why it came back, until it is handed in again."""
    if not delivery.returned_for:
        return []
    return [Banner(delivery.returned_for, tone="warn", lead="退回理由：")]


class DeliveryPage(FormPage):
    """A form about one delivery."""

    permission = "plans.view"
    model = Delivery
    section = SECTION
    step_name = ""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "step__program__plan__organization")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (Link(str(self.get_object()), self.get_object().get_absolute_url()),)

    def head(self) -> Head:
        return Head(f"{self.title}：{self.get_object()}", self.crumbs, (str(self.get_object().step),))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "banners": returned(self.get_object())}

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "has_files": has_attachment(self.get_object(), fulfilling.PAPER)}

    def refusal(self) -> str:
        delivery = self.get_object()
        transition = delivery_workflow.transitions[self.step_name]
        if delivery.state not in transition.sources:
            return f"材料{DeliveryState(delivery.state).label}，不用再{transition.label}。"
        return transition.refusal(delivery, self.actor)


class DeliveryHandIn(DeliveryPage):
    """A unit hands in."""

    title = "报送"
    step_name = "hand_in"
    form_class = HandInForm
    submit_label = "报送"
    done = "已报送，等待确认。"

    def perform(self, form: Any) -> Delivery:
        cleaned = form.cleaned_data
        return fulfilling.hand_in(
            self.get_object(), cleaned["files"] or (), cleaned["note"], actor=self.actor
        )


class DeliveryStandIn(DeliveryPage):
    """The level above enters it in the unit's stead."""

    title = "代报送"
    step_name = "stand_in"
    form_class = DeliveryStandInForm
    submit_label = "登记代报送"
    done = "已登记代报送。"

    def perform(self, form: Any) -> Delivery:
        cleaned = form.cleaned_data
        return fulfilling.stand_in_delivery(
            self.get_object(), cleaned["files"] or (), cleaned["channel"], cleaned["note"], actor=self.actor
        )


class DeliveryReceive(ActionPage):
    """The level above has it."""

    permission = "plans.view"
    model = Delivery
    done = "已确认收到。"

    def run(self, instance: Delivery, note: str) -> None:
        fulfilling.receive_delivery(instance, actor=self.actor)


class DeliveryWithdraw(ActionPage):
    """Taken back before anybody has confirmed it."""

    permission = "plans.view"
    model = Delivery
    done = "已撤回，改好后请重新报送。"

    def run(self, instance: Delivery, note: str) -> None:
        fulfilling.withdraw_delivery(instance, actor=self.actor)


class DeliverySendBack(ActionPage):
    """It has to be mended."""

    permission = "plans.view"
    model = Delivery
    done = "已退回。"

    def run(self, instance: Delivery, note: str) -> None:
        fulfilling.send_back_delivery(instance, note, actor=self.actor)
