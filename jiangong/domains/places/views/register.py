"""The register of places: list, detail, registering and correcting."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy

from jiangong.domains.places import rules
from jiangong.domains.places.actions import places as actions
from jiangong.domains.places.choices import FACILITIES, InspectionState, PlaceState, ReportState
from jiangong.domains.places.forms.places import FacilitiesForm, PlaceForm
from jiangong.domains.places.models import Place
from jiangong.domains.places.tables import INSPECTION_TONES, STATE_TONES, PlaceTable
from jiangong.domains.places.views.leaving import CODES, MAP
from jiangong.domains.places.views.printing import PlacePrint
from jiangong.domains.places.workflow import place_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import Action, CreatePage, DetailPage, EditPage, Head, Link, ListPage, Panel
from jiangong.kit.printing.ledgers import LEDGER_EXPORTS
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.codes import qr_code
from jiangong.kit.ui.parts import Banner
from jiangong.lib.dates import format_day

SECTION = "places"
PLACES = Link("阵地", reverse_lazy("places:list"))
GROUPS = (
    ("阵地", ("kind", "name", "duplicate_accepted", "address", "opened_on"), False),
    ("开放和联系", ("hours", "phone", "is_public"), False),
    ("管理", ("organization", "level", "territory", "basis", "keeper"), True),
    ("其他", ("area", "longitude", "latitude", "summary"), True),
)


def crumbs_of(place: Place) -> tuple[Link, ...]:
    """The way back from a page about one place."""
    return (PLACES, Link(place.name, place.get_absolute_url()))


class PlaceList(ListPage):
    """What stands where, what it lacks, what people say about it."""

    permission = "places.view"
    export_permission = "places.export"
    further_exports = (*LEDGER_EXPORTS, CODES, MAP)
    model = Place
    table = PlaceTable
    title = "阵地"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("places.edit"):
            found.append(Action("登记阵地", reverse("places:create"), "plus", primary=True))
            if self.actor.can("importing.use"):
                found.append(Action("批量导入", reverse("importing:start", args=["places.place"]), "upload"))
        found += [
            Action("检查", reverse("places:inspection_list"), "clipboard-check"),
            Action("群众反映", reverse("places:report_list"), "message-circle"),
            Action("公开页面", reverse("places:public_list"), "external-link"),
        ]
        return tuple(found)


def show_code(code: str) -> str:
    return f"{code[:5]} {code[5:]}"


def show_point(longitude: Any, latitude: Any) -> str:
    return f"{longitude}，{latitude}" if longitude is not None else ""


class PlaceDetail(DetailPage):
    """One place: where, when, what it has, what was found, what people say."""

    permission = "places.view"
    model = Place
    section = SECTION
    workflow = place_workflow
    state_tones = STATE_TONES
    crumbs = (PLACES,)
    facts = (
        (
            "阵地",
            (
                Column("kind", "类别"),
                Column("level", "级别"),
                "address",
                Column("territory", "所在区县", ("territory",), show=lambda one: str(one or "")),
                Column("point", "经纬度", ("longitude", "latitude"), show=show_point),
                "hours",
                "phone",
                "is_public",
                "summary",
            ),
        ),
        (
            "管理",
            (
                Column("organization", "管理单位", ("organization__name",)),
                Column(
                    "keeper",
                    "负责人",
                    ("keeper",),
                    show=lambda one: Cell(one.name, url=one.get_absolute_url()) if one else "",
                ),
                "basis",
                Column("area", "面积", show=lambda area: f"{area:,}平方米" if area else ""),
                "opened_on",
                "inspected_on",
            ),
        ),
    )

    @property
    def sections(self) -> tuple[tuple[str, tuple[str | Column, ...]], ...]:
        """How it ended is told of what has ended."""
        ended = () if self.get_object().is_standing else (("结束", ("closed_on", "reason")),)
        return (*self.facts, *ended)

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organization", "territory", "keeper")

    def meta(self) -> tuple[str, ...]:
        place = self.get_object()
        return (place.get_kind_display(), place.get_level_display(), str(place.organization))

    def actions(self) -> tuple[Action, ...]:
        place, found = self.get_object(), []
        if not rules.revising_refusal(place, self.actor):
            args = [place.pk]
            found = [
                Action("登记检查", reverse("places:inspect", args=args), "clipboard-check", primary=True),
                Action("修改", reverse("places:edit", args=args), "pencil"),
                Action("核对设施", reverse("places:facilities", args=args), "list-check"),
            ]
        return (*found, *super().actions())

    def _offered(self, offer: Any, namespace: str) -> Action:
        made = super()._offered(offer, namespace)
        grave = offer.transition.name in {"close", "void"}
        primary = offer.transition.name == "resume"
        return Action(
            made.label,
            made.url,
            method=made.method,
            primary=primary,
            danger=grave,
            blocked=made.blocked,
            needs_reason=made.needs_reason,
            consequences=made.consequences,
            name=made.name,
        )

    def transition_method(self, name: str) -> str:
        return "get" if name in {"suspend", "close"} else "post"

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("places:print", args=[self.get_object().pk]), PlacePrint.kinds)

    def panels(self) -> list[Panel]:
        place = self.get_object()
        found = [self.facilities_panel(place), self.inspections_panel(place)]
        if (reports := list(place.reports.all()[:20])) or place.is_public:
            context = {"reports": reports, "waiting": ReportState.WAITING}
            found.append(Panel("群众反映", "places/_reports.html", context, count=len(reports)))
        return [*found, attachment_panel(place, self.actor), self.code_panel(place)]

    def facilities_panel(self, place: Place) -> Panel:
        rows = [(one, one.code in place.facilities) for one in FACILITIES[place.kind]]
        return Panel(
            "设施清单",
            "places/_facilities.html",
            {"rows": rows, "checked": bool(place.facilities or place.inspected_on), "place": place},
        )

    def inspections_panel(self, place: Place) -> Panel:
        visits = list(place.inspections.select_related("inspector")[:10])
        told = [(one, INSPECTION_TONES[InspectionState(one.state)]) for one in visits]
        return Panel("检查", "places/_inspections.html", {"visits": told}, count=place.inspections.count())

    def code_panel(self, place: Place) -> Panel:
        address = self.request.build_absolute_uri(place.get_public_url())
        context = {"code_svg": qr_code(address), "url": place.get_public_url(), "code": show_code(place.code)}
        return Panel(
            "二维码",
            "places/_code.html",
            context,
            side=True,
            actions=(Action("打印", reverse("places:code", args=[place.pk]), "printer"),),
        )

    def context(self) -> dict[str, Any]:
        return {**super().context(), "banners": self.banners()}

    def banners(self) -> list[Banner]:
        place, found = self.get_object(), []
        if place.state == PlaceState.SUSPENDED:
            until = f"预计{format_day(place.resumes_on)}恢复。" if place.resumes_on else ""
            found.append(Banner(f"{place.reason}。{until}".replace("。。", "。"), "warn", lead="暂停开放："))
        if waiting := place.reports.filter(state=ReportState.WAITING).count() if place.is_standing else 0:
            text = f"有{waiting}项群众反映还没有处理，请到现场看看，处理后写明情况。"
            found.append(Banner(text, "crit"))
        return found


class PlaceCreate(CreatePage):
    """Register a place."""

    permission = "places.edit"
    model = Place
    form_class = PlaceForm
    groups = GROUPS
    title = "登记阵地"
    section = SECTION
    crumbs = (PLACES,)
    submit_label = "登记"
    done = "已登记。接着可以核对设施、打印二维码。"
    intro = "已经开放的才登记。设施清单登记后按类别核对。"

    def perform(self, form: Any) -> Place:
        return actions.register_place(form.instance, actor=self.actor)


class StandingPlacePage(EditPage):
    """A form about a place that stands; of what has ended nothing is changed."""

    permission = "places.edit"
    model = Place
    section = SECTION
    rule = staticmethod(rules.revising_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return crumbs_of(self.get_object())

    def head(self) -> Head:
        """The place is named where there is no room for crumbs, and where several sheets wait for a network."""
        return Head(f"{self.title}：{self.get_object().name}", self.crumbs)


class PlaceEdit(StandingPlacePage):
    """Correct the facts of a standing place."""

    form_class = PlaceForm
    groups = tuple((title, names, False) for title, names, _ in GROUPS)
    title = "修改阵地"

    def perform(self, form: Any) -> Place:
        changed = [name for name in form.changed_data if name in form._meta.fields]
        return actions.revise_place(form.instance, changed, self.posted_version(), actor=self.actor)


class PlaceFacilities(StandingPlacePage):
    """The checklist of its kind, ticked by who knows the place."""

    form_class = FacilitiesForm
    title = "核对设施"
    intro = "按现场实际勾选。缺少必备设施的会列在“设施不全”里。"
    offline = True

    def perform(self, form: Any) -> Place:
        present = form.cleaned_data["facilities"]
        return actions.check_facilities(self.get_object(), present, self.posted_version(), actor=self.actor)
