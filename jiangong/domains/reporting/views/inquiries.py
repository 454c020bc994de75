"""Forms beside the reports, and the meter of what all of it asks."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions import inquiries
from jiangong.domains.reporting.choices import InquiryState
from jiangong.domains.reporting.forms.matters import AnswerForm, InquiryForm, QuestionForm
from jiangong.domains.reporting.models import Answer, Inquiry, Question
from jiangong.domains.reporting.queries.estimates import Burden
from jiangong.domains.reporting.queries.inquiries import asked_units, is_asked, is_running, own_answer
from jiangong.domains.reporting.tables import INQUIRY_TONES, InquiryTable
from jiangong.domains.reporting.views.links import INQUIRIES
from jiangong.kit.listing import Column
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage, FormPage
from jiangong.kit.pages.heads import Action, Badge, Link, Panel
from jiangong.kit.pages.lists import ListPage

SECTION = "reporting_inquiries"


class InquiryList(ListPage):
    """What units are asked beside their reports, with basis, owner and last day."""

    permission = "reporting.view"
    model = Inquiry
    title = "填报布置"
    section = SECTION
    table = InquiryTable
    export_permission = "reporting.export"

    def actions(self) -> tuple[Action, ...]:
        found = [Action("填报负担", reverse("reporting:burden"), "clock")]
        if self.actor.can("reporting.inquire"):
            found.append(Action("另行布置", reverse("reporting:inquiry_create"), "plus", primary=True))
        return tuple(found)


class InquiryDetail(DetailPage):
    """One form: its items, whom it asks, who has answered."""

    permission = "reporting.view"
    model = Inquiry
    section = SECTION
    crumbs = (INQUIRIES,)
    sections = (
        (
            "布置",
            (
                "purpose",
                Column("document", "依据文件", ("document__title",)),
                "basis",
                Column("organization", "布置单位", ("organization__name",)),
                Column("owner", "负责人", ("owner__name",)),
                "due_on",
                "expires_on",
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization__parent", "owner", "document", "plan")

    def badge(self) -> Badge:
        one = self.get_object()
        if one.state == InquiryState.OPEN and not is_running(one):
            return Badge("已到停用日期", "mute")
        return Badge(one.get_state_display(), INQUIRY_TONES[one.state])

    def meta(self) -> tuple[str, ...]:
        burden = Burden(1, self.get_object().questions.count())
        return (f"每个单位约{burden.minutes}分钟",)

    def actions(self) -> tuple[Action, ...]:
        one, pk = self.get_object(), self.get_object().pk
        if self.actor.can("reporting.inquire") and not rules.inquiring_refusal(one, self.actor):
            said = ("所属单位会收到待办，按期限填报。",)
            return (
                Action("修改", reverse("reporting:inquiry_edit", args=[pk]), "pencil"),
                Action("增加填报项", reverse("reporting:question_add", args=[pk]), "plus"),
                Action(
                    "下发",
                    reverse("reporting:inquiry_publish", args=[pk]),
                    "send",
                    "post",
                    True,
                    blocked=rules.publishing_refusal(one, self.actor),
                    consequences=said,
                ),
            )
        if is_running(one) and self.actor.can("reporting.fill") and is_asked(one, self.actor):
            return (Action("填报", reverse("reporting:inquiry_answer", args=[pk]), "pencil", primary=True),)
        if (
            one.state == InquiryState.OPEN
            and self.actor.can("reporting.inquire")
            and rules.owns_inquiry(one, self.actor)
        ):
            return (Action("停用", reverse("reporting:inquiry_close", args=[pk]), "ban", method="post"),)
        return ()

    def panels(self) -> list[Panel]:
        one = self.get_object()
        questions = list(one.questions.all())
        editing = self.actor.can("reporting.inquire") and not rules.inquiring_refusal(one, self.actor)
        found = [
            Panel(
                "填报项",
                "reporting/_questions.html",
                {"questions": questions, "editing": editing},
                count=len(questions),
            )
        ]
        if one.state != InquiryState.DRAFT:
            found.append(self._answers(one, questions))
        return found

    def _answers(self, one: Inquiry, questions: list[Question]) -> Panel:
        rows = Answer.objects.visible_to(self.actor).filter(inquiry=one)
        answers = {answer.organization_id: answer for answer in rows}
        units = asked_units(one)
        if not rules.owns_inquiry(one, self.actor):
            units = units.filter(pk__in=list(answers))
        lines = [
            (
                unit,
                [answers[unit.pk].values.get(str(q.pk), "") for q in questions]
                if unit.pk in answers
                else None,
            )
            for unit in units
        ]
        context = {"questions": questions, "lines": lines, "answered": len(answers)}
        return Panel("填报内容", "reporting/_answers.html", context, count=len(answers))


class InquiryCreate(CreatePage):
    """Begin a form."""

    permission = "reporting.inquire"
    title = "另行布置填报"
    section = SECTION
    crumbs = (INQUIRIES,)
    form_class = InquiryForm
    intro = "系统已有的数不用再要。确需新增的，写明依据、用途和停用日期；您是负责人。"
    done = "已拟订，请增加填报项。"

    def perform(self, form: Any) -> Inquiry:
        return inquiries.draft_inquiry(form.instance, actor=self.actor)


class InquiryEdit(EditPage):
    """Change a draft."""

    permission = "reporting.inquire"
    model = Inquiry
    title = "修改填报布置"
    section = SECTION
    crumbs = (INQUIRIES,)
    form_class = InquiryForm
    rule = staticmethod(rules.inquiring_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization__parent")


class InquiryPage(FormPage):
    """A form about one inquiry."""

    model = Inquiry
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization__parent")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (INQUIRIES, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()


class QuestionAdd(InquiryPage):
    """One more item, if nothing knows it yet."""

    permission = "reporting.inquire"
    title = "增加填报项"
    form_class = QuestionForm
    submit_label = "增加"
    done = "已增加填报项。"
    rule = staticmethod(rules.inquiring_refusal)

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": Question(inquiry=self.get_object())}

    def perform(self, form: Any) -> Question:
        return inquiries.add_question(self.get_object(), form.instance, actor=self.actor)


class InquiryAnswer(InquiryPage):
    """A unit's own answer."""

    permission = "reporting.fill"
    title = "填报"
    form_class = AnswerForm
    offline = True
    submit_label = "报送"
    done = "已报送。"

    def refusal(self) -> str:
        one = self.get_object()
        if not is_running(one):
            return "这张表已经停用，不用再填。"
        return "" if is_asked(one, self.actor) else "这张表没有要求本单位填报。"

    def form_arguments(self) -> dict[str, Any]:
        one = self.get_object()
        return {
            **super().form_arguments(),
            "questions": list(one.questions.all()),
            "answer": own_answer(one, self.actor),
        }

    def perform(self, form: Any) -> Answer:
        return inquiries.answer_inquiry(self.get_object(), form.values(), actor=self.actor)


class InquiryStepPage(ActionPage):
    """POST only."""

    permission = "reporting.inquire"
    model = Inquiry

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization__parent")


class InquiryPublish(InquiryStepPage):
    """Before the units."""

    done = "已下发。"

    def run(self, instance: Inquiry, note: str) -> None:
        inquiries.publish_inquiry(instance, actor=self.actor)


class InquiryClose(InquiryStepPage):
    """Ask no longer."""

    done = "已停用。"

    def run(self, instance: Inquiry, note: str) -> None:
        inquiries.close_inquiry(instance, actor=self.actor)


class QuestionRemove(InquiryStepPage):
    """Ask one thing less."""

    done = "已删除填报项。"

    def run(self, instance: Inquiry, note: str) -> None:
        question = instance.questions.filter(pk=self.kwargs["question"]).first()
        if question is None:
            raise Http404
        question.inquiry = instance
        inquiries.remove_question(question, actor=self.actor)
