"""Enterprises: list, file, registering, changing."""

from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.forms.enterprises import EnterpriseForm
from jiangong.domains.organizations.models import Enterprise
from jiangong.domains.organizations.tables import EnterpriseTable
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import Action, Badge, CreatePage, DetailPage, EditPage, Link, ListPage
from jiangong.lib.codes import check_credit_code

SECTION = "enterprises"
CRUMBS = (Link("企业", "/organizations/enterprises/"),)


class EnterpriseList(ListPage):
    """Enterprises within reach."""

    permission = "organizations.view_enterprises"
    export_permission = "organizations.export"
    model = Enterprise
    table = EnterpriseTable
    title = "企业"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("organizations.edit_enterprises"):
            return ()
        found = [Action("登记企业", reverse("organizations:enterprise_create"), "plus", primary=True)]
        if self.actor.can("importing.use"):
            address = reverse("importing:start", args=["organizations.enterprise"])
            found.append(Action("批量导入", address, "upload"))
        return tuple(found)


def _with_warnings(code: str) -> Cell:
    return Cell(code, sub=" ".join(check_credit_code(code)) if code else "")


class EnterpriseDetail(DetailPage):
    """One enterprise."""

    permission = "organizations.view_enterprises"
    edit_permission = "organizations.edit_enterprises"
    edit_url_name = "enterprise_edit"
    model = Enterprise
    section = SECTION
    crumbs = CRUMBS
    sections = (
        (
            "基本情况",
            (
                "name",
                Column("credit_code", "统一社会信用代码", show=_with_warnings),
                "organization",
                "union",
                "workers_count",
            ),
        ),
        ("企业属性", ("above_scale", "ownership", "industry", "chain", "high_risk")),
    )

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("organization", "union")

    def badge(self) -> Badge:
        if self.get_object().union_id:
            return Badge("已建会", "ok", "circle-check")
        return Badge("未建会", "warn", "alert-triangle")


class EnterpriseCreate(CreatePage):
    """Register an enterprise."""

    permission = "organizations.edit_enterprises"
    model = Enterprise
    form_class = EnterpriseForm
    title = "登记企业"
    section = SECTION
    crumbs = CRUMBS
    submit_label = "登记企业"
    done = "企业已登记。"


class EnterpriseEdit(EditPage):
    """Change an enterprise's file."""

    permission = "organizations.edit_enterprises"
    model = Enterprise
    form_class = EnterpriseForm
    title = "修改企业资料"
    section = SECTION
    crumbs = CRUMBS
