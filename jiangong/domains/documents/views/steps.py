"""Screens of the steps a document takes: who may take one is the workflow's to say."""

from typing import Any

from jiangong.domains.documents import actions
from jiangong.domains.documents.forms import CompletionForm, InstructionForm, ProposalForm
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.views.register import REGISTER, SECTION
from jiangong.domains.documents.workflow import document_workflow
from jiangong.kit.pages import ActionPage, Link, StepPage


class DocumentStep(StepPage):
    """A step of a document that asks something."""

    permission = "documents.view"
    model = Document
    section = SECTION
    workflow = document_workflow

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (REGISTER, Link(self.get_object().register_number, self.get_object().get_absolute_url()))


class DocumentPropose(DocumentStep):
    """Put a document before a leader."""

    transition = "propose"
    form_class = ProposalForm
    submit_label = "送批示"
    done = "已送批示。"

    def initial(self) -> dict[str, Any]:
        return {"due_on": self.get_object().due_on}

    def take(self, instance: Document, cleaned: dict[str, Any]) -> Document:
        return actions.propose_document(
            instance, cleaned["opinion"], cleaned["leader"], cleaned["due_on"], actor=self.actor
        )


class DocumentInstruct(DocumentStep):
    """Decide, and say who does it."""

    transition = "instruct"
    form_class = InstructionForm
    submit_label = "交办"
    done = "已交办。"
    act = staticmethod(actions.instruct_document)

    def take(self, instance: Document, cleaned: dict[str, Any]) -> Document:
        return self.act(
            instance, cleaned["opinion"], cleaned["handler"], cleaned["co_handlers"], actor=self.actor
        )


class DocumentReassign(DocumentInstruct):
    """Give work under way to somebody else."""

    transition = "reassign"
    submit_label = "改派"
    done = "已改派。"
    act = staticmethod(actions.reassign_document)

    def initial(self) -> dict[str, Any]:
        document = self.get_object()
        others = document.co_handlers.values_list("pk", flat=True)
        return {"handler": document.handler_id, "co_handlers": list(others)}


class DocumentComplete(DocumentStep):
    """Close a document with what came of it."""

    transition = "complete"
    form_class = CompletionForm
    submit_label = "办结"
    done = "已办结。"

    def take(self, instance: Document, cleaned: dict[str, Any]) -> Document:
        return actions.complete_document(instance, cleaned["opinion"], actor=self.actor)


class DocumentWithdraw(ActionPage):
    """Take a proposal back."""

    permission = "documents.view"
    model = Document
    done = "已撤回，文件回到“待拟办”。"

    def run(self, instance: Document, note: str) -> None:
        actions.withdraw_document(instance, note, actor=self.actor)


class DocumentSendBack(ActionPage):
    """Ask for another proposal."""

    permission = "documents.view"
    model = Document
    done = "已退回拟办。"

    def run(self, instance: Document, note: str) -> None:
        actions.send_back_document(instance, note, actor=self.actor)


class DocumentHandBack(ActionPage):
    """Ask the leader to decide again."""

    permission = "documents.view"
    model = Document
    done = "已退请重新批示。"

    def run(self, instance: Document, note: str) -> None:
        actions.hand_back_document(instance, note, actor=self.actor)


class DocumentVoid(ActionPage):
    """Stop a document that should not have been registered."""

    permission = "documents.view"
    model = Document
    done = "已作废。"

    def run(self, instance: Document, note: str) -> None:
        actions.void_document(instance, note, actor=self.actor)
