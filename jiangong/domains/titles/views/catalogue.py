"""Screens of the catalogue of titles."""

from typing import Any

from django.db import models
from django.urls import reverse, reverse_lazy

from jiangong.domains.titles import actions
from jiangong.domains.titles.forms import NothingForm, TitleForm
from jiangong.domains.titles.models import Title
from jiangong.domains.titles.queries import recent_awards
from jiangong.domains.titles.tables import TitleTable
from jiangong.domains.titles.views.awards import CRUMBS, SECTION
from jiangong.kit.pages import (
    Action,
    ActionPage,
    Badge,
    CreatePage,
    DetailPage,
    EditPage,
    FormPage,
    Link,
    ListPage,
    Panel,
)

CATALOGUE = (*CRUMBS, Link("称号目录", reverse_lazy("titles:title_list")))
MANAGE = "titles.manage_catalogue"
SHOWN = 20


class CatalogueScope:
    """The catalogue holds for the whole federation: whoever reads titles reads all of it."""

    def get_queryset(self) -> models.QuerySet:
        return Title.objects.all()


class TitleList(CatalogueScope, ListPage):
    """What may be given."""

    permission = "titles.view"
    export_permission = "titles.export"
    model = Title
    table = TitleTable
    title = "称号目录"
    section = SECTION
    crumbs = CRUMBS

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can(MANAGE):
            return ()
        return (
            Action("新增称号", reverse("titles:title_create"), "plus", primary=True),
            Action("补齐常用称号", reverse("titles:title_complete"), "list-check"),
        )


class TitleDetail(CatalogueScope, DetailPage):
    """One title and who holds it."""

    permission = "titles.view"
    model = Title
    section = SECTION
    crumbs = CATALOGUE
    sections = (("称号", ("level", "family", "bearer", "position", "note", "retired_on")),)

    def badge(self) -> Badge:
        return Badge("已停用", "mute", "minus") if self.get_object().is_retired else Badge("在用", "ok")

    def actions(self) -> tuple[Action, ...]:
        title = self.get_object()
        if not self.actor.can(MANAGE):
            return ()
        edit = Action("修改", reverse("titles:title_edit", args=[title.pk]), "pencil")
        if title.is_retired:
            again = reverse("titles:title_restore", args=[title.pk])
            return (edit, Action("恢复使用", again, "refresh", method="post", primary=True))
        told = ("登记时不再列出这个称号，已经获得的不受影响。",)
        address = reverse("titles:title_retire", args=[title.pk])
        return (edit, Action("停用", address, "ban", method="post", consequences=told))

    def panels(self) -> list[Panel]:
        title = self.get_object()
        held = recent_awards(title, self.actor)
        every = f"{reverse('titles:list')}?title={title.pk}&state=held"
        told = {"awards": held[:SHOWN], "all_url": every, "shown": SHOWN}
        return [Panel("获得者", "titles/_holders.html", told, count=held.count())]


class TitleCreate(CreatePage):
    """Add a title."""

    permission = MANAGE
    model = Title
    form_class = TitleForm
    title = "新增称号"
    section = SECTION
    crumbs = CATALOGUE
    done = "已新增。"

    def perform(self, form: Any) -> Title:
        return actions.define_title(form.instance, actor=self.actor)


class TitleEdit(CatalogueScope, EditPage):
    """Correct a title."""

    permission = MANAGE
    model = Title
    form_class = TitleForm
    title = "修改称号"
    section = SECTION
    crumbs = CATALOGUE
    intro = "级别和类别改变后，已经登记的这个称号一并改变，统计随之更新。"

    def perform(self, form: Any) -> Title:
        return actions.revise_title(form.instance, form.changed_data, self.posted_version(), actor=self.actor)


class TitleComplete(FormPage):
    """Add the usual titles that are not there."""

    permission = MANAGE
    model = Title
    form_class = NothingForm
    title = "补齐常用称号"
    submit_label = "补齐"
    section = SECTION
    crumbs = CATALOGUE
    template_name = "ui/action_page.html"

    def context(self) -> dict[str, Any]:
        told = ("把国家、省、市、县区、本单位常用的称号补入目录，已有的不变。", "本市特有的称号另行新增。")
        return {**super().context(), "consequences": told}

    def perform(self, form: Any) -> int:
        return actions.complete_catalogue(actor=self.actor)

    def location(self, result: int) -> str:
        return reverse("titles:title_list")

    def message(self, result: int) -> str:
        return f"已补入{result}个称号。" if result else "常用称号都已在目录里。"


class TitleRetire(CatalogueScope, ActionPage):
    """Offer it no longer."""

    permission = MANAGE
    model = Title
    done = "已停用。"

    def run(self, instance: Title, note: str) -> None:
        actions.retire_title(instance, actor=self.actor)


class TitleRestore(CatalogueScope, ActionPage):
    """Offer it again."""

    permission = MANAGE
    model = Title
    done = "已恢复使用。"

    def run(self, instance: Title, note: str) -> None:
        actions.restore_title(instance, actor=self.actor)
