"""List, card, opening and changing of organizations."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.actions import create_organization
from jiangong.domains.organizations.choices import ChangeState, OrganizationKind
from jiangong.domains.organizations.forms.organizations import CardForm, OpeningForm
from jiangong.domains.organizations.models import (
    Enterprise,
    Organization,
    OrganizationChange,
)
from jiangong.domains.organizations.queries import ancestors, annals, members_by_kind
from jiangong.domains.organizations.rules import beyond_reach, nothing_to_open
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.organizations.tables import OrganizationTable
from jiangong.kit.access.paths import below
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import (
    Action,
    Badge,
    CreatePage,
    DetailPage,
    EditPage,
    Head,
    Link,
    ListPage,
    Panel,
)
from jiangong.lib.codes import check_credit_code, division_name
from jiangong.lib.dates import format_day

SECTION = "organizations"
CRUMBS = (Link("组织", "/organizations/"),)
_ENTERPRISES_SHOWN = 20
_UNCODED = {OrganizationKind.DEPARTMENT, OrganizationKind.PARTNER}


class OrganizationList(ListPage):
    """Organizations within reach."""

    permission = "organizations.view"
    export_permission = "organizations.export"
    model = Organization
    table = OrganizationTable
    title = "组织"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        found = [Action("组织树", reverse("organizations:tree"), "sitemap")]
        if self.actor.can("organizations.change") and not nothing_to_open(self.actor):
            found.insert(0, Action("新建组织", reverse("organizations:create"), "plus", primary=True))
        if self.actor.can("organizations.import"):
            address = reverse("importing:start", args=["organizations.organization"])
            found.append(Action("批量导入", address, "upload"))
        found.append(Action("字典", reverse("organizations:dictionary_list"), "books"))
        return tuple(found)


def _with_warnings(code: str, kind: str) -> Cell:
    warnings = check_credit_code(code, union=kind not in _UNCODED) if code else []
    return Cell(code, sub=" ".join(warnings))


def _division(code: str, year: int | None) -> Cell:
    if not code:
        return Cell("")
    known = division_name(code, year) if year else ""
    return Cell(f"{code}（{year}年）" if year else code, sub=known)


class OrganizationDetail(DetailPage):
    """One organization: card, codes, members, names, enterprises, places through time."""

    permission = "organizations.view"
    edit_permission = "organizations.edit"
    model = Organization
    section = SECTION
    sections = (
        (
            "基本情况",
            (
                "name",
                "short_name",
                "kind",
                "parent",
                "territory",
                "members_count",
                "address",
                "phone",
                "opened_on",
            ),
        ),
        (
            "代码",
            (
                Column(
                    "credit_code", "统一社会信用代码", fields=("credit_code", "kind"), show=_with_warnings
                ),
                Column(
                    "division_code",
                    "行政区划代码",
                    fields=("division_code", "division_year"),
                    show=_division,
                ),
            ),
        ),
    )

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("parent", "territory", "successor")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        above = ancestors(self.get_object(), self.actor)
        return (*CRUMBS, *(Link(str(each), each.get_absolute_url()) for each in above))

    def head(self) -> Head:
        return replace(super().head(), title=self.get_object().name)

    def meta(self) -> tuple[str, ...]:
        organization = self.get_object()
        ending = ""
        if organization.closed_on:
            ending = f"{format_day(organization.closed_on)}撤销，由“{organization.successor}”承接"
        return tuple(filter(None, (organization.get_kind_display(), ending)))

    def badge(self) -> Badge | None:
        return Badge("已撤销", "line", "archive") if self.get_object().is_closed else None

    def actions(self) -> tuple[Action, ...]:
        organization = self.get_object()
        found = list(super().actions())
        if self.may_change(organization) and not organization.is_closed:
            found += [
                Action(label, reverse(f"organizations:{name}", args=[organization.pk]), icon, danger=grave)
                for name, label, icon, grave in self.offered(organization)
            ]
        return tuple(found)

    def may_change(self, organization: Organization) -> bool:
        """Whether the actor's level decides about this organization."""
        may = self.actor.can("organizations.change")
        return may and not beyond_reach({organization.pk}, (), self.actor)

    @staticmethod
    def offered(organization: Organization) -> list[tuple[str, str, str, bool]]:
        """The root of the tree can only be renamed."""
        offers = [("rename", "更名", "writing-sign", False)]
        if organization.parent_id is not None:
            offers += [
                ("move", "改变隶属", "switch-horizontal", False),
                ("merge", "合并", "git-merge", False),
                ("split", "分设", "arrows-split", False),
                ("close", "撤销", "archive", True),
            ]
        return offers

    def panels(self) -> list[Panel]:
        organization = self.get_object()
        found = [self.members_panel(organization), self.names_panel(organization)]
        if self.actor.can("organizations.view_enterprises"):
            found.append(self.enterprises_panel(organization))
        extra = (source(organization, self.actor) for source in organization_panels)
        found += [panel for panel in extra if panel is not None]
        return [*found, self.pending_panel(organization), self.places_panel(organization)]

    def members_panel(self, organization: Organization) -> Panel:
        address = f"{reverse('organizations:list')}?view=open&under={organization.pk}"
        rows = [
            (OrganizationKind(kind).label, direct, whole, f"{address}&kind={kind}")
            for kind, direct, whole in members_by_kind(organization, self.actor)
        ]
        tree = reverse("organizations:tree")
        return Panel(
            "下级组织",
            "organizations/_members.html",
            {"rows": rows},
            count=sum(whole for _, _, whole, _ in rows),
            actions=(Action("看组织树", f"{tree}?root={organization.pk}", "sitemap"),),
        )

    def names_panel(self, organization: Organization) -> Panel:
        may_edit = self.actor.can("organizations.edit")
        adding = reverse("organizations:add_alias", args=[organization.pk])
        aliases = list(organization.aliases.all())
        return Panel(
            "别名",
            "organizations/_aliases.html",
            {"aliases": aliases, "may_edit": may_edit},
            count=len(aliases),
            actions=(Action("添加别名", adding, "plus"),) if may_edit else (),
        )

    def enterprises_panel(self, organization: Organization) -> Panel:
        visible = Enterprise.objects.visible_to(self.actor)
        inside = below(organization.path, "organization__path")
        own = visible.filter(inside | models.Q(union=organization))
        adding = reverse("organizations:enterprise_create")
        may_edit = self.actor.can("organizations.edit_enterprises")
        return Panel(
            "企业",
            "organizations/_enterprises.html",
            {
                "enterprises": own.select_related("union")[:_ENTERPRISES_SHOWN],
                "shown": _ENTERPRISES_SHOWN,
                "all_url": f"{reverse('organizations:enterprise_list')}?organization={organization.pk}",
            },
            count=own.count(),
            actions=(Action("登记企业", adding, "plus"),) if may_edit else (),
        )

    def pending_panel(self, organization: Organization) -> Panel:
        waiting = OrganizationChange.objects.visible_to(self.actor).filter(
            organization=organization, state__in=(ChangeState.PENDING, ChangeState.FAILED)
        )
        return Panel(
            "待生效的变动",
            "organizations/_pending.html",
            {"changes": waiting, "may_change": self.may_change(organization)},
            side=True,
        )

    def places_panel(self, organization: Organization) -> Panel:
        return Panel("沿革", "organizations/_places.html", {"chapters": annals(organization)}, side=True)


class OrganizationCreate(CreatePage):
    """Open an organization from a day on."""

    permission = "organizations.change"
    model = Organization
    form_class = OpeningForm
    title = "新建组织"
    section = SECTION
    crumbs = CRUMBS
    submit_label = "新建组织"
    done = "组织已新建。"

    def refusal(self) -> str:
        return nothing_to_open(self.actor)

    def perform(self, form: Any) -> Organization:
        typed = form.cleaned_data
        return create_organization(
            name=typed["name"],
            kind=typed["kind"],
            parent=typed["parent"],
            starts_on=typed["starts_on"],
            basis=typed["basis"],
            actor=self.actor,
            short_name=typed["short_name"],
            **form.facts(),
        )


class OrganizationEdit(EditPage):
    """Change the card; name and place change through acts of their own."""

    permission = "organizations.edit"
    model = Organization
    form_class = CardForm
    title = "修改组织资料"
    section = SECTION
    crumbs = CRUMBS
    intro = "名称、类别和上级组织要通过更名、改变隶属等变动办理，以便保留沿革。"
