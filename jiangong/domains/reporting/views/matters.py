"""Problems, suggestions and results: raised on a phone, answered by a deadline."""

from typing import Any

from django.urls import reverse

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions import matters
from jiangong.domains.reporting.choices import MatterState
from jiangong.domains.reporting.forms.matters import AnswerMatterForm, MatterForm
from jiangong.domains.reporting.models import Matter
from jiangong.domains.reporting.tables import MATTER_TONES, MatterTable
from jiangong.domains.reporting.views.links import MATTERS
from jiangong.domains.reporting.workflow import matter_workflow
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Column
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, FormPage
from jiangong.kit.pages.heads import Action, Head, Panel
from jiangong.kit.pages.lists import ListPage

SECTION = "reporting_matters"


class MatterList(ListPage):
    """What was sent up and what was answered."""

    permission = "reporting.view"
    model = Matter
    title = "问题建议"
    section = SECTION
    table = MatterTable
    export_permission = "reporting.export"

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("reporting.fill"):
            return ()
        return (Action("反映", reverse("reporting:matter_create"), "plus", primary=True),)


class MatterCreate(CreatePage):
    """Send something up."""

    permission = "reporting.fill"
    title = "反映问题、建议和重要成果"
    section = SECTION
    crumbs = (MATTERS,)
    form_class = MatterForm
    offline = True
    submit_label = "报上级"
    done = "已报上级，答复会发消息告诉您。"

    def perform(self, form: Any) -> Matter:
        matter = matters.raise_matter(form.instance, actor=self.actor)
        if form.cleaned_data["files"]:
            add_attachments(matter, "paper", form.cleaned_data["files"], actor=self.actor)
        return matter


class MatterDetail(DetailPage):
    """One matter and its answer."""

    permission = "reporting.view"
    model = Matter
    section = SECTION
    crumbs = (MATTERS,)
    workflow = matter_workflow
    state_tones = MATTER_TONES
    sections = (
        (
            "反映",
            (
                "kind",
                "text",
                Column("organization", "反映单位", ("organization__name",)),
                Column("sender", "反映人", ("sender__name",)),
                Column("plan", "所涉计划", ("plan__title",)),
            ),
        ),
        (
            "答复",
            (
                Column("addressee", "答复单位", ("addressee__name",)),
                "due_on",
                "answer",
                Column("answered_by", "答复人", ("answered_by__name",)),
                "answered_at",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("organization", "addressee__parent", "sender", "answered_by", "plan")
        )

    def actions(self) -> tuple[Action, ...]:
        found = [one for one in super().actions() if not one.blocked]
        matter = self.get_object()
        answers = self.actor.can("reporting.answer") and not rules.answering_refusal(matter, self.actor)
        if matter.state == MatterState.SENT and answers and matter.addressee.parent_id:
            url = reverse("reporting:escalate", args=[matter.pk])
            said = ("由上一级工会答复，答复期限不变。",)
            found.append(Action("转报上级", url, "arrow-up", method="post", consequences=said))
        return tuple(found)

    def _offered(self, offer: Any, namespace: str) -> Action:
        name = offer.transition.name
        return Action(
            offer.transition.label,
            reverse(f"reporting:matter_{name}", args=[self.get_object().pk]),
            method="get" if name == "answer" else "post",
            primary=name in {"answer", "settle"},
            blocked=offer.blocked,
            needs_reason=offer.transition.needs_reason,
            name=name,
        )

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]


class MatterAnswer(FormPage):
    """Say what is done about it."""

    permission = "reporting.answer"
    model = Matter
    title = "答复"
    section = SECTION
    form_class = AnswerMatterForm
    submit_label = "答复"
    done = "已答复，反映单位会收到消息。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "addressee")

    def head(self) -> Head:
        matter = self.get_object()
        return Head(f"答复：{matter}", (MATTERS,), (str(matter.organization), f"{matter.due_on}前"))

    def refusal(self) -> str:
        matter = self.get_object()
        if matter.state != MatterState.SENT:
            return f"这件事{matter.get_state_display()}，不用再答复。"
        return rules.answering_refusal(matter, self.actor)

    def perform(self, form: Any) -> Matter:
        return matters.answer_matter(self.get_object(), form.cleaned_data["answer"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "intro": self.get_object().text}

    def cancel_url(self) -> str:
        return self.get_object().get_absolute_url()


class MatterStepPage(ActionPage):
    """POST only; the workflow decides."""

    permission = "reporting.view"
    model = Matter

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "addressee__parent")


class MatterEscalate(MatterStepPage):
    """One level further up."""

    done = "已转报上级。"

    def run(self, instance: Matter, note: str) -> None:
        matters.escalate_matter(instance, actor=self.actor)


class MatterSettle(MatterStepPage):
    """Content with the answer."""

    done = "已办结。"

    def run(self, instance: Matter, note: str) -> None:
        matters.settle_matter(instance, actor=self.actor)


class MatterAskAgain(MatterStepPage):
    """Not content with it."""

    done = "已追问，答复单位会收到消息。"

    def run(self, instance: Matter, note: str) -> None:
        matters.ask_again(instance, note, actor=self.actor)


class MatterWithdraw(MatterStepPage):
    """Taken back."""

    done = "已撤回。"

    def run(self, instance: Matter, note: str) -> None:
        matters.withdraw_matter(instance, actor=self.actor)
