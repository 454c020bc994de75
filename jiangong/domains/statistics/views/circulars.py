"""Circulars: compiled from the board, issued once, kept as they were."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics import actions, rules
from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.forms import CircularCreateForm, CircularForm
from jiangong.domains.statistics.models import Circular
from jiangong.domains.statistics.queries.circulars import changes_since, is_intact
from jiangong.domains.statistics.queries.plans import current_plan
from jiangong.domains.statistics.queries.printing import circular_document
from jiangong.domains.statistics.tables import STATE_TONES, CircularTable
from jiangong.domains.statistics.views.asking import day_asked
from jiangong.domains.statistics.views.links import CIRCULARS, SECTION
from jiangong.domains.statistics.workflow import circular_workflow
from jiangong.kit.listing import Column
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage
from jiangong.kit.pages.heads import Action, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.printing.printed import Kind
from jiangong.kit.ui.parts import Banner
from jiangong.kit.workflow import Transition
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import OfficialDocument

MOST = 30
NO_NUMBER = "还没有填写发文字号，印发后不能再补；需要字号的，请先“修改”填写。"
WAITS = "草稿已列入本级负责印发的同志的待办。请核对数据和文字，印发前都可以修改、更新。"


class CircularList(ListPage):
    """Drafts and what was issued."""

    permission = "statistics.view"
    model = Circular
    title = "进度通报"
    section = SECTION
    table = CircularTable
    export_permission = "statistics.export"

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("statistics.compile"):
            return ()
        return (Action("编制通报", reverse("statistics:circular_create"), "file-plus", primary=True),)


class CircularDetail(DetailPage):
    """One circular: its words, its figures as a document, what has changed since while it is a draft."""

    permission = "statistics.view"
    model = Circular
    section = SECTION
    workflow = circular_workflow
    state_tones = STATE_TONES
    edit_permission = "statistics.compile"
    edit_url_name = "circular_edit"
    template_name = "statistics/circular.html"
    sections = (
        (
            "通报",
            (
                "official_number",
                "as_of",
                Column("computed_at", "计算时间", kind="moment"),
                "drafter",
                "issuer",
                Column("issued_at", "印发时间", kind="moment"),
                Column("digest", "数据摘要", show=lambda digest: digest[:16]),
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("plan__organization", "drafter", "issuer")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        circular = self.get_object()
        return (CIRCULARS, Link(circular.official_number or format_day(circular.as_of)))

    def meta(self) -> tuple[str, ...]:
        return (self.get_object().plan.title,)

    def _offered(self, offer: Any, namespace: str) -> Action:
        transition = offer.transition
        return Action(
            label=transition.label,
            url=reverse(f"statistics:circular_{transition.name}", args=[self.get_object().pk]),
            method="post",
            primary=transition.name == "issue",
            danger=transition.name == "void",
            blocked=offer.blocked,
            needs_reason=transition.needs_reason,
            consequences=self.told(transition),
            name=transition.name,
        )

    def told(self, transition: Transition) -> tuple[str, ...]:
        """What follows; who issues hears first what is still missing and cannot be added afterwards."""
        if transition.name == "issue" and not self.get_object().official_number:
            return (NO_NUMBER, *transition.consequences)
        return transition.consequences

    def actions(self) -> tuple[Action, ...]:
        circular = self.get_object()
        if circular.state != CircularState.DRAFT or rules.managing_refusal(circular, self.actor):
            return ()
        found = list(super().actions())
        if self.actor.can("statistics.compile"):
            url = reverse("statistics:circular_renew", args=[circular.pk])
            found.insert(1, Action("更新数据", url, "refresh", method="post"))
        return tuple(found)

    def prints(self) -> tuple[Action, ...]:
        return print_actions(
            reverse("statistics:circular_print", args=[self.get_object().pk]), CircularPrint.kinds
        )

    def context(self) -> dict[str, Any]:
        circular = self.get_object()
        return {
            **super().context(),
            "document": circular_document(circular),
            "banners": self.banners(),
            "board_url": f"{reverse('statistics:board', args=[circular.plan_id])}?as_of={circular.as_of}",
        }

    def changes(self) -> list[Any]:
        if not hasattr(self, "_changes"):
            self._changes = changes_since(self.get_object())
        return self._changes

    def banners(self) -> list[Banner]:
        """Whether the figures still are what they were."""
        circular = self.get_object()
        waiting: list[Banner] = []
        if not is_intact(circular):
            return [Banner("保存的数据与印发时的摘要不符，请通知审计管理员核查。", tone="crit")]
        compiles = self.actor.can("statistics.compile") and not self.actor.can("statistics.issue")
        if circular.state == CircularState.DRAFT and compiles:
            waiting.append(Banner(WAITS, tone="info", icon="clock"))
        if circular.state == CircularState.VOID or not (changes := self.changes()):
            return waiting
        if circular.state == CircularState.ISSUED:
            text = f"印发以后，同一天的数有{len(changes)}个已经更正。通报保持印发时的数，差异列在下面。"
            return [Banner(text, tone="info")]
        return [Banner(f"编制以后有{len(changes)}个数变了，更新数据后才能印发。", tone="warn"), *waiting]

    def panels(self) -> list[Panel]:
        if self.get_object().state == CircularState.VOID or not (changes := self.changes()):
            return []
        context = {"changes": changes[:MOST], "more": max(len(changes) - MOST, 0)}
        return [Panel("之后变了的数", "statistics/_changes.html", context, count=len(changes))]


class CircularCreate(CreatePage):
    """Compile one from a plan's board."""

    permission = "statistics.compile"
    model = Circular
    title = "编制进度通报"
    section = SECTION
    crumbs = (CIRCULARS,)
    form_class = CircularCreateForm
    submit_label = "生成草稿"
    intro = "各项数据从进度看板取，生成后可以核对、更新，印发时固定。"

    def initial(self) -> dict[str, Any]:
        plan = current_plan(self.actor, self.request.GET.get("plan", ""))
        day = day_asked(self.request.GET.get("as_of", ""), timezone.localdate())
        return {"as_of": day, "plan": plan, "title": f"关于《{plan.title}》进展情况的通报" if plan else ""}

    def perform(self, form: Any) -> Circular:
        cleaned = dict(form.cleaned_data)
        plan: Plan = cleaned.pop("plan")
        return actions.compile_circular(plan, cleaned.pop("as_of"), cleaned, actor=self.actor)


class CircularEdit(EditPage):
    """Change the words of a draft."""

    permission = "statistics.compile"
    model = Circular
    title = "修改进度通报"
    section = SECTION
    form_class = CircularForm
    rule = staticmethod(rules.editing_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (CIRCULARS, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def perform(self, form: Any) -> Circular:
        return actions.revise_circular(
            form.instance, form.changed_data, self.posted_version(), actor=self.actor
        )


class CircularRenew(ActionPage):
    """Take the figures anew."""

    permission = "statistics.compile"
    model = Circular
    done = "数据已更新，请核对。"

    def run(self, instance: Circular, note: str) -> None:
        actions.renew_circular(instance, actor=self.actor)


class CircularIssue(ActionPage):
    """Issue it."""

    permission = "statistics.issue"
    model = Circular
    done = "已印发。"

    def run(self, instance: Circular, note: str) -> None:
        actions.issue_circular(instance, actor=self.actor)


class CircularVoid(ActionPage):
    """Give a draft up."""

    permission = "statistics.compile"
    model = Circular
    done = "已作废。"

    def run(self, instance: Circular, note: str) -> None:
        actions.void_circular(instance, note, actor=self.actor)


class CircularPrint(PrintPage):
    """In the layout of GB/T 9704."""

    permission = "statistics.view"
    model = Circular
    kinds = (Kind.DOCX, Kind.PDF, Kind.TEXT)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("plan__organization")

    def describe(self, instance: Circular) -> OfficialDocument:
        return circular_document(instance)
