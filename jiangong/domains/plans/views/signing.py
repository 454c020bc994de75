"""签收: the unit's task sheet, its signature, the level above in its stead, and who has not signed."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions.issuing import PaperReceipt, sign_plan, stand_in
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.forms.course import StandInForm
from jiangong.domains.plans.models import Plan, Receipt, Recipient
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.plans.queries.receipts import ReceiptLine, receipt_lines
from jiangong.domains.plans.queries.sheets import Sheet, recipient_of, sheet_of
from jiangong.domains.plans.views.links import SECTION, plan_crumbs
from jiangong.domains.plans.views.printing import SheetPrint
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Action, Badge, Head, Link
from jiangong.kit.pages.urging import Urging
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner


class PlanPage(Page):
    """A page about one plan the actor may see."""

    permission = "plans.view"
    model = Plan
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "parent", "drafter")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return plan_crumbs(self.get_object(), Link(self.title))

    def cancel_url(self) -> str:
        return self.get_object().get_absolute_url()


class TaskSheet(PlanPage):
    """What one unit has to do: own figures, parts, steps, material; the signature is the one red button."""

    title = "任务书"
    template_name = "plans/sheet.html"

    @cached_property
    def recipient(self) -> Recipient | None:
        wanted = self.request.GET.get("unit", "")
        found = recipient_of(self.get_object(), self.actor, wanted)
        if found is None and wanted:
            raise Http404
        return found

    @cached_property
    def sheet(self) -> Sheet | None:
        if self.recipient is None:
            return None
        return sheet_of(self.get_object(), self.recipient, self.actor)

    @property
    def is_own(self) -> bool:
        return self.recipient is not None and self.recipient.organization_id == own_organization_id(
            self.actor
        )

    def head(self) -> Head:
        plan = self.get_object()
        if self.sheet is None:
            return Head("各单位任务书", self.crumbs, (plan.title,))
        meta = tuple(one for one in (plan.title, plan.official_number) if one)
        return Head(f"{self.recipient}任务书", self.crumbs, meta, self.badge(), self.actions(), self.prints())

    def prints(self) -> tuple[Action, ...]:
        url = reverse("plans:sheet_print", args=[self.get_object().pk])
        return tuple(
            replace(one, url=f"{one.url}&unit={self.recipient.pk}" if self.recipient else one.url)
            for one in print_actions(url, SheetPrint.kinds)
        )

    def badge(self) -> Badge | None:
        line = self.sheet.line if self.sheet else None
        if line is None or not self.get_object().is_published:
            return None
        if line.is_signed:
            return Badge("代签收" if line.receipt and line.receipt.on_behalf else "已签收", "ok")
        return Badge("须重新签收" if line.signs_again else "待签收", "warn")

    def actions(self) -> tuple[Action, ...]:
        plan, found = self.get_object(), []
        line = self.sheet.line if self.sheet else None
        running = plan.state == PlanState.ISSUED
        if self.is_own and running and line is not None and self.actor.can("plans.receive"):
            url = reverse("plans:sign", args=[plan.pk])
            if not line.is_signed:
                found.append(Action("签收", url, "writing-sign", method="post", primary=True))
            elif line.receipt and line.receipt.on_behalf and line.receipt.confirmed_at is None:
                found.append(Action("确认代签收", url, "checks", method="post", primary=True))
        if self.is_own and self.actor.can("plans.edit") and not rules.dividing_refusal(plan, self.actor):
            url = reverse("plans:divide", args=[plan.pk])
            found.append(Action("继续分解", url, "hierarchy-2", primary=bool(line and line.is_signed)))
        return tuple(found)

    def context(self) -> dict[str, Any]:
        plan = self.get_object()
        if self.sheet is None:
            return {"lines": receipt_lines(plan, self.actor), "sheet": None}
        return {
            "sheet": self.sheet,
            "contact": _contact(plan),
            "banners": self.banners(),
            "is_own": self.is_own,
            "child": self.sheet.line.child if self.sheet.line else None,
        }

    def banners(self) -> list[Banner]:
        line = self.sheet.line if self.sheet else None
        if line is None or not line.signs_again or self.sheet is None:
            return []
        text = f"{self.sheet.edition}调整了本单位的任务数，请核对后重新签收。"
        return [Banner(text, tone="warn", lead="任务数有调整。")]


def _contact(plan: Plan) -> str:
    """Who is asked about it."""
    words = (plan.organization.name, str(plan.drafter or ""), plan.organization.phone)
    return "　".join(one for one in words if one)


class PlanSign(ActionPage):
    """A unit signs for its sheet."""

    permission = "plans.receive"
    model = Plan
    done = "已签收。"

    def run(self, instance: Plan, note: str) -> None:
        sign_plan(instance, actor=self.actor)

    def location(self, instance: Plan) -> str:
        return reverse("plans:sheet", args=[instance.pk])


class ReceiptList(PlanPage):
    """Who has signed when, who has not, and the reminder ready to paste."""

    title = "签收情况"
    template_name = "plans/receipts.html"

    @cached_property
    def lines(self) -> list[ReceiptLine]:
        return receipt_lines(self.get_object(), self.actor)

    @property
    def unsigned(self) -> list[ReceiptLine]:
        return [one for one in self.lines if not one.is_signed]

    def head(self) -> Head:
        signed = len(self.lines) - len(self.unsigned)
        return Head(
            self.title,
            self.crumbs,
            (self.get_object().title, f"已签收{signed}家，共{len(self.lines)}家"),
            actions=self.actions(),
        )

    def actions(self) -> tuple[Action, ...]:
        plan = self.get_object()
        if not self.unsigned or not self.actor.can("plans.edit"):
            return ()
        if rules.standing_in_refusal(plan, self.actor):
            return ()
        return (Action("代签收", reverse("plans:sign_for", args=[plan.pk]), "writing-sign", primary=True),)

    def context(self) -> dict[str, Any]:
        plan = self.get_object()
        manages = rules.manages(plan, self.actor)
        reminder = self.reminder() if manages and self.unsigned and plan.state == PlanState.ISSUED else ""
        return {"object": plan, "lines": self.lines, "reminder": reminder, "manages": manages}

    def reminder(self) -> str:
        """The text for the group chat, with those who are missing and the way in."""
        plan = self.get_object()
        number = f"（{plan.official_number}）" if plan.official_number else ""
        return Urging(
            mark="签收提醒",
            matter=f"《{plan.title}》{number}已下发",
            lacking="没有签收",
            act="核对任务书后签收",
            units=[str(one.recipient) for one in self.unsigned],
            url=self.request.build_absolute_uri(reverse("plans:sheet", args=[plan.pk])),
        ).text


class SignFor(PlanPage, FormPage):
    """The level above records a unit's receipt (代签收)."""

    permission = "plans.edit"
    title = "代签收"
    form_class = StandInForm
    submit_label = "登记代签收"
    intro = "对方不方便在系统里签收时，由您代为登记；记录会标“代”，对方以后可以自己确认。"
    rule = staticmethod(rules.standing_in_refusal)

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "plan": self.get_object()}

    def initial(self) -> dict[str, Any]:
        return {"received_on": timezone.localdate(), "recipient": self.request.GET.get("unit", "")}

    def perform(self, form: Any) -> Receipt:
        cleaned = form.cleaned_data
        paper = PaperReceipt(
            cleaned["recipient"], cleaned["channel"], cleaned["received_on"], cleaned["note"]
        )
        receipt = stand_in(self.get_object(), paper, actor=self.actor)
        if cleaned["files"]:
            add_attachments(receipt, "scan", cleaned["files"], actor=self.actor)
        return receipt

    def message(self, result: Receipt) -> str:
        return f"已为{result.organization}登记代签收。"

    def cancel_url(self) -> str:
        return reverse("plans:receipt_list", args=[self.get_object().pk])
