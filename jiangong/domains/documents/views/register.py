"""Screens of the register: list, detail, registering and correcting."""

from dataclasses import replace
from typing import Any

from django.urls import reverse, reverse_lazy
from django.utils import timezone

from jiangong.domains.documents import actions, rules
from jiangong.domains.documents.choices import DocumentState, Step
from jiangong.domains.documents.forms import DocumentForm
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import opinions_of
from jiangong.domains.documents.tables import STATE_TONES, DocumentTable, show_due, show_urgency
from jiangong.domains.documents.views.printing import DocumentPrint
from jiangong.domains.documents.workflow import document_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Column
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage
from jiangong.kit.pages.heads import Action, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner
from jiangong.kit.ui.parts import Step as ShownStep
from jiangong.lib.dates import format_day

SECTION = "documents"
REGISTER = Link("文件", reverse_lazy("documents:list"))
FORM_STEPS = {Step.PROPOSE, Step.INSTRUCT, Step.REASSIGN, Step.COMPLETE}
SECONDARY = {Step.REASSIGN, Step.WITHDRAW}


class DocumentList(ListPage):
    """The register: what waits for me, what is under way, what is late."""

    permission = "documents.view"
    model = Document
    title = "文件"
    section = SECTION
    table = DocumentTable
    export_permission = "documents.export"

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("documents.register"):
            return ()
        return (Action("登记文件", reverse_lazy("documents:create"), icon="file-plus", primary=True),)


class DocumentDetail(DetailPage):
    """One document: where it stands, whose turn it is, what was said."""

    permission = "documents.view"
    model = Document
    section = SECTION
    workflow = document_workflow
    state_tones = STATE_TONES
    sections = (
        (
            "文件",
            (
                "direction",
                "register_number",
                "official_number",
                Column("issuer_name", "来文（发文）单位"),
                "issued_on",
                "received_on",
                Column("urgency", "紧急程度", show=show_urgency),
                "pages",
                "copies",
                "summary",
            ),
        ),
        (
            "办理",
            (
                Column("organization", "登记单位", ("organization__name",)),
                Column("clerk", "经办人", ("clerk__name",)),
                Column("leader", "批示领导", ("leader__name",)),
                Column("handler", "承办人", ("handler__name",)),
                Column("co_handlers", "协办人", ("co_handler_names",)),
                Column("due_on", "办理期限", ("due_on", "state"), show=show_due),
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "clerk", "leader", "handler", "issuer")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (REGISTER, Link(self.get_object().register_number))

    def meta(self) -> tuple[str, ...]:
        document = self.get_object()
        return tuple(one for one in (document.official_number, document.issuer_name) if one)

    def actions(self) -> tuple[Action, ...]:
        found = [
            replace(one, primary=one.primary and one.name not in SECONDARY, danger=one.name == Step.VOID)
            for one in super().actions()
        ]
        if not rules.revising_refusal(self.get_object(), self.actor):
            edit = reverse_lazy("documents:edit", args=[self.get_object().pk])
            found.insert(0, Action("修改", edit, icon="pencil"))
        return tuple(found)

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("documents:print", args=[self.get_object().pk]), DocumentPrint.kinds)

    def transition_method(self, name: str) -> str:
        return "get" if name in FORM_STEPS else "post"

    def panels(self) -> list[Panel]:
        panels = [attachment_panel(self.get_object(), self.actor)]
        if opinions := list(opinions_of(self.get_object())):
            panels.append(Panel("办理意见", "ui/components/timeline.html", {"events": opinions}, side=True))
        return panels

    def context(self) -> dict[str, Any]:
        return {**super().context(), "steps": self.steps(), "banners": self.banners()}

    def steps(self) -> list[ShownStep]:
        """登记 → 拟办 → 批示 → 办结, with who and when."""
        document = self.get_object()
        if document.state == DocumentState.VOID:
            return [ShownStep("登记", state="done"), ShownStep("作废", state="stop")]
        said = {one.step: one for one in reversed(opinions_of(document))}
        reached = list(DocumentState).index(DocumentState(document.state))
        shown = [ShownStep("登记", _signed(document.clerk, document.created_at), "done")]
        for place, (label, step) in enumerate(
            (("拟办", Step.PROPOSE), ("批示", Step.INSTRUCT), ("办结", Step.COMPLETE))
        ):
            if place < reached:
                one = said.get(step)
                shown.append(ShownStep(label, _signed(one.by, one.at) if one else "", "done"))
            elif place == reached:
                shown.append(ShownStep(label, f"等待{document.waits_for or '指定'}", "current"))
            else:
                shown.append(ShownStep(label))
        return shown

    def banners(self) -> list[Banner]:
        document = self.get_object()
        if not document.days_overdue:
            return []
        text = f"应在{format_day(document.due_on)}前办结，现在等{document.waits_for or '指定办理人'}办理。"
        return [Banner(text, tone="crit", lead=f"已逾期{document.days_overdue}天。")]


def _signed(user: Any, at: Any) -> str:
    return f"{user or '系统'}　{timezone.localdate(at):%m-%d}"


class DocumentCreate(CreatePage):
    """Register a document."""

    permission = "documents.register"
    model = Document
    title = "登记文件"
    section = SECTION
    crumbs = (REGISTER,)
    form_class = DocumentForm
    submit_label = "登记"
    offline = True
    intro = "不得录入国家秘密、工作秘密。标有密级的文件请按保密规定办理，不在这里登记。"

    def perform(self, form: Any) -> Document:
        return actions.register_document(form.instance, actor=self.actor)

    def message(self, result: Document) -> str:
        return f"已登记，登记号{result.register_number}。"


class DocumentEdit(EditPage):
    """Correct the facts of a document nobody has decided on yet."""

    permission = "documents.register"
    model = Document
    title = "修改文件"
    section = SECTION
    form_class = DocumentForm
    rule = staticmethod(rules.revising_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (REGISTER, Link(self.get_object().register_number, self.get_object().get_absolute_url()))

    def perform(self, form: Any) -> Document:
        changed = [name for name in form.changed_data if name in form._meta.fields]
        return actions.revise_document(form.instance, changed, self.posted_version(), actor=self.actor)
