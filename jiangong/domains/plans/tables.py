"""Plans, units' sheets and handed-in material as lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans.choices import Channel, CosignState, Deliverable, DeliveryState, PlanState
from jiangong.domains.plans.models import Cosignature, Delivery, Goal, Plan, Program
from jiangong.domains.plans.queries.officers import made_by, own_organization_id
from jiangong.domains.plans.queries.receipts import signed_counts, unsigned_plans
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import Cell, ChoiceFilter, Column, OrganizationFilter, Table, View
from jiangong.kit.listing.columns import EMPTY
from jiangong.lib.dates import format_iso

STATE_TONES = {
    PlanState.DRAFTING: "mute",
    PlanState.REVIEWING: "warn",
    PlanState.COSIGNING: "warn",
    PlanState.SIGNING: "warn",
    PlanState.ISSUED: "info",
    PlanState.CLOSED: "ok",
    PlanState.VOID: "mute",
}
DELIVERY_TONES = {
    DeliveryState.DUE: "mute",  # that the day has passed is told beside the day
    DeliveryState.HANDED_IN: "info",
    DeliveryState.RETURNED: "crit",
    DeliveryState.RECEIVED: "ok",
}


@dataclass(frozen=True)
class YearFilter(ChoiceFilter):
    """The years for which the actor may see a plan."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        years = Plan.objects.visible_to(actor).order_by("-year").values_list("year", flat=True).distinct()
        return [(str(year), f"{year}年") for year in years]


@dataclass(frozen=True)
class StepFilter(ChoiceFilter):
    """The steps at which something is handed in within the actor's reach."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        rows = Delivery.objects.visible_to(actor).order_by("-step__program__plan__year", "step__position")
        steps = rows.values_list("step_id", "step__text", "step__program__plan__year").distinct()
        return [(str(step), f"{year}年　{text[:24]}") for step, text, year in steps[:200]]


class PlanTable(Table):
    """Every plan the actor may see, the newest year first."""

    model = Plan
    filters = (
        YearFilter("year", "年度"),
        ChoiceFilter("state", "状态", choices=tuple(PlanState.choices)),
        OrganizationFilter("organization", "制订单位"),
    )
    search = ("title", "official_number", "issuer_names", "programs__title")
    search_hint = "标题、文号、发文单位、专案"
    export_name = "计划"
    url_name = "plans:detail"
    ordering = ("-year", "-pk")
    empty_title = "还没有计划"
    empty_text = "上传或粘贴通知可以识读成计划，也可以手工拟订；上级下发的计划自动出现在这里。"

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # some cells are counted per page
        return (
            Column(
                "title",
                "标题",
                ("title", "official_number"),
                show=lambda title, number: Cell(title, sub=number),
                export=lambda title, number: title,
                phone="title",
            ),
            Column("official_number", "文号", hidden=True),
            Column("year", "年度", show=lambda year: f"{year}年", export=int, kind="short", sort=("year",)),
            Column(
                "organization", "制订单位", ("organization__short_name", "organization__name"), show=_short
            ),
            Column("issuer_names", "发文单位", hidden=True),
            self._count("programs", "专案"),
            self._count("goals", "目标"),
            self._count("units", "单位"),
            Column(
                "receipts", "签收", ("pk", "state"), show=self._signed, export=self._signed_text, kind="short"
            ),
            Column("issued_at", "下发日期", show=_day, kind="date", sort=("issued_at",)),
            Column("drafter", "拟稿人", ("drafter__name",), hidden=True),
            Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
        )

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Depends on who asks."""
        own = own_organization_id(self.actor)
        return (
            View("mine", "待我办", whose_turn(self.actor)),
            View("running", "执行中", models.Q(state=PlanState.ISSUED)),
            View("further", "继续分解", models.Q(parent__isnull=False)),
            View("own", "本单位制订", made_by(own)),
        )

    def search_condition(self, keyword: str) -> models.Q:
        """A plan is one row however many of its programmes match."""
        programs = Program.objects.filter(title__icontains=keyword).values("plan_id")
        return (
            models.Q(title__icontains=keyword)
            | models.Q(official_number__icontains=keyword)
            | models.Q(issuer_names__icontains=keyword)
            | models.Q(pk__in=programs)
        )

    def prepare(self, keys: Sequence[Any]) -> None:
        self._receipts = signed_counts(keys)
        programs = Program.objects.filter(plan__in=keys).order_by().values_list("plan_id")
        goals = Goal.objects.filter(program__plan__in=keys).order_by().values_list("program__plan_id")
        self._counts = {
            "programs": dict(programs.annotate(n=models.Count("pk"))),
            "goals": dict(goals.annotate(n=models.Count("pk"))),
            "units": {plan: whole for plan, (_, whole) in self._receipts.items()},
        }

    def _count(self, name: str, label: str) -> Column:
        def count(plan: int) -> int:
            return self._counts[name].get(plan, 0)

        return Column(name, label, ("pk",), show=lambda plan: str(count(plan)), export=count, kind="number")

    def _signed_text(self, pk: int, state: str) -> str:
        done, whole = self._receipts.get(pk, (0, 0))
        return f"{done}/{whole}" if state in (PlanState.ISSUED, PlanState.CLOSED) and whole else ""

    def _signed(self, pk: int, state: str) -> Cell:
        text = self._signed_text(pk, state)
        done, whole = self._receipts.get(pk, (0, 0))
        if not text:
            return Cell(EMPTY)
        tone, icon = ("ok", "check") if done == whole else ("warn", "clock")
        return Cell(text, tone=tone, icon=icon, url=reverse("plans:receipt_list", args=[pk]))


def _short(short: str, name: str) -> str:
    return short or name


def _day(moment: Any) -> str:
    return format_iso(timezone.localtime(moment)) if moment else ""


def whose_turn(actor: Actor) -> models.Q:
    """Plans whose next act is the actor's."""
    own = own_organization_id(actor)
    if own is None:
        return models.Q(pk__in=[])
    mine = made_by(own)
    turn = mine & models.Q(state=PlanState.DRAFTING, drafter=actor.user_id)
    if actor.can("plans.review"):
        turn |= mine & models.Q(state=PlanState.REVIEWING) & ~models.Q(drafter=actor.user_id)
    if actor.can("plans.issue"):
        turn |= mine & models.Q(state=PlanState.SIGNING)
    if actor.can("plans.cosign"):
        asked = Cosignature.objects.filter(organization=own, state=CosignState.ASKED).values("plan_id")
        turn |= models.Q(state=PlanState.COSIGNING, pk__in=asked)
    if actor.can("plans.receive"):
        turn |= models.Q(pk__in=unsigned_plans(own))
    return turn


def show_due(ends_on: date | None, state: str) -> Cell:
    """The last day, and how late it is while nothing was handed in."""
    if ends_on is None:
        return Cell(EMPTY)
    late = (timezone.localdate() - ends_on).days
    if state not in (DeliveryState.DUE, DeliveryState.RETURNED) or late <= 0:
        return Cell(format_iso(ends_on))
    return Cell(format_iso(ends_on), sub=f"逾期{late}天", tone="crit", icon="alert-circle")


def show_channel(channel: str, handed_in_at: datetime | None) -> str:
    """How it came in; nothing while nothing has."""
    if handed_in_at is None:
        return ""
    return "在平台报送" if channel == Channel.ONLINE else f"{Channel(channel).label}，上级代为登记"


class DeliveryTable(Table):
    """What units hand in, step by step: the receipt list."""

    model = Delivery
    columns = (
        Column("organization", "单位", ("organization__short_name", "organization__name"), show=_short),
        Column(
            "step",
            "时间节点",
            ("step__text", "step__program__title"),
            show=lambda text, program: Cell(text, sub=program),
            export=lambda text, program: f"{text}（{program}）",
            phone="wide",
        ),
        Column("deliverable", "材料", ("step__deliverable",), show=lambda kind: Deliverable(kind).label),
        Column(
            "due", "期限", ("step__ends_on", "state"), show=show_due, kind="short", sort=("step__ends_on",)
        ),
        Column("handed_in_at", "报送时间", kind="moment", sort=("handed_in_at",)),
        Column("channel", "报送方式", ("channel", "handed_in_at"), show=show_channel, hidden=True),
        Column("plan", "计划", ("step__program__plan__title",), hidden=True),
        Column("state", "状态", kind="state", tones=DELIVERY_TONES, phone="corner"),
    )
    filters = (
        ChoiceFilter("state", "状态", choices=tuple(DeliveryState.choices)),
        StepFilter("step", "时间节点"),
        OrganizationFilter("organization", "单位"),
    )
    views = (
        View("due", "待报送", models.Q(state__in=(DeliveryState.DUE, DeliveryState.RETURNED))),
        View("handed_in", "待确认", models.Q(state=DeliveryState.HANDED_IN)),
        View("received", "已收到", models.Q(state=DeliveryState.RECEIVED)),
    )
    search = ("organization__name", "organization__short_name", "step__text")
    search_hint = "单位、时间节点"
    ordering = ("-step__ends_on", "step", "organization__position")
    export_name = "材料报送"
    url_name = "plans:delivery_detail"
    empty_title = "没有需要报送的材料"
    empty_text = "计划下发后，需要报送的实施方案、总结、名单会列在这里。"
