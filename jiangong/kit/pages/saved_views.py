"""Saved views on every list: the bar above it, and the pages that keep, change and drop them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.urls import NoReverseMatch, ResolverMatch, resolve, reverse

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.listing.keeping import described, kept_parameters, keyword_is_kept
from jiangong.kit.listing.models import DefaultView, SavedView
from jiangong.kit.listing.saving import (
    SHARING,
    choose_default,
    delete_view,
    edit_view,
    save_view,
    update_view,
    views_of,
)
from jiangong.kit.listing.table import Table
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Action, Head, Link
from jiangong.kit.ui.parts import Place

SAVED = "saved"
PLAINLY = f"{SAVED}=0"


def address_of(view: SavedView) -> str:
    """The deep link: everything it shows, and which view it is."""
    return f"{reverse(view.list_name)}?{urlencode({**view.parameters, SAVED: view.pk})}"


class SavedViews:
    """The saved views of one list for one reader, as the template shows them."""

    def __init__(self, list_name: str, table: Table, actor: Actor) -> None:
        self.list_name, self.table, self.actor = list_name, table, actor

    @cached_property
    def views(self) -> list[SavedView]:
        return views_of(self.list_name, self.actor)

    @property
    def opening(self) -> str:
        """Where the list begins for this reader when nothing is asked."""
        return next((address_of(view) for view in self.views if view.is_default), "")

    @cached_property
    def current(self) -> SavedView | None:
        wanted = self.table.parameters.get(SAVED, "")
        return next((view for view in self.views if str(view.pk) == wanted), None)

    @cached_property
    def kept(self) -> dict[str, str]:
        return kept_parameters(self.table)

    @property
    def is_changed(self) -> bool:
        return self.current is not None and self.kept != self.current.parameters

    @property
    def is_mine(self) -> bool:
        return self.current is not None and self.current.user_id == self.actor.user_id

    @property
    def tabs(self) -> list[Place]:
        """Beside the built-in ones."""
        return [
            Place(
                view.name,
                address_of(view),
                view == self.current,
                note="" if view.user_id == self.actor.user_id else "共享",
            )
            for view in self.views
        ]

    @property
    def save_url(self) -> str:
        """Where what is shown can be kept, if there is anything to keep that is not kept yet."""
        if not self.kept or (self.current is not None and not self.is_changed):
            return ""
        # The keyword travels only if it may be kept: an address is written to logs.
        return f"{reverse('saved:create')}?{urlencode({**self.kept, 'list': self.list_name})}"

    @property
    def actions(self) -> list[Action]:
        """What may be done with the view that is shown."""
        view = self.current
        if view is None:
            return []
        is_default = view.is_default  # as the list of views was read
        url = reverse("saved:plain" if is_default else "saved:default", args=[view.pk])
        label = "不再默认打开" if is_default else "默认打开这个视图"
        found = [Action(label, url, "star", method="post")]
        if self.is_mine:
            found.append(Action("改名、共享", reverse("saved:edit", args=[view.pk]), "pencil"))
            if self.is_changed:
                url = f"{reverse('saved:update', args=[view.pk])}?{urlencode(self.kept)}"
                found.insert(0, Action("保存现在的条件", url, "refresh", method="post"))
            url = reverse("saved:delete", args=[view.pk])
            gone = f"“{view.name}”不再出现在列表上方，列表里的记录不变。"
            said = (gone, "本单位同事也不再看到这个视图。") if view.organization_id else (gone,)
            found.append(Action("删除视图", url, "trash", method="post", danger=True, consequences=said))
        return found


def table_of(list_name: str, parameters: Mapping[str, str], actor: Actor) -> Table:
    """The table behind a list's name, without its rows; 404 for what is no list, 403 for whoever may not see it."""
    # Lists know this module, so their class is known by what it declares.
    try:
        path = reverse(list_name)
    except NoReverseMatch:
        raise Http404 from None
    page: Any = getattr(resolve(path).func, "view_class", None)
    kind = getattr(page, "table", None)
    if kind is None or not page.model:
        raise Http404
    if page.permission != SIGNED_IN and not actor.can(page.permission):
        raise PermissionDenied("您当前的任职没有查看这个列表的权限。")
    return kind(page.model._base_manager.none(), dict(parameters), actor, base=path)


class SavedViewForm(forms.Form):
    """Name, and for whom."""

    name = forms.CharField(label="名称", max_length=20, help_text="例如：本季度待办。不要写姓名、号码。")
    is_shared = forms.BooleanField(label="共享给本单位的同事", required=False)
    is_default = forms.BooleanField(label="打开列表时先看这个视图", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not actor.can(SHARING):
            del self.fields["is_shared"]

    def clean(self) -> dict[str, Any]:
        """Without the right nothing is shared."""
        return {"is_shared": False, **(super().clean() or {})}


class SavedViewPage(FormPage):
    """A form about a view, on a page or in the dialog of its list."""

    permission = SIGNED_IN
    model = SavedView
    form_class = SavedViewForm
    submit_label = "保存"

    @property
    def template_name(self) -> str:
        return "ui/saved_view_dialog.html" if self.request.htmx else "ui/form_page.html"

    def location(self, result: SavedView) -> str:
        return address_of(result)


class SavedViewCreate(SavedViewPage):
    """Keep what a list shows."""

    title = "存为视图"
    done = "视图已保存。"

    @cached_property
    def list_name(self) -> str:
        return self.request.GET.get("list", "")[:80]

    @cached_property
    def table(self) -> Table:
        asked = {name: text for name, text in self.request.GET.dict().items() if name != "list"}
        return table_of(self.list_name, asked, self.actor)

    def head(self) -> Head:
        back = Link("返回列表", self.cancel_url())
        return Head(self.title, crumbs=(back, Link(self.title)))

    def cancel_url(self) -> str:
        return self.table.base

    @property
    def intro(self) -> str:
        said = f"将保存：{'；'.join(described(self.table)) or '没有条件'}。"
        dropped = self.table.keyword and not keyword_is_kept(self.table)
        return f"{said}关键词可能是个人信息，不保存。" if dropped else said

    def perform(self, form: Any) -> SavedView:
        kept = kept_parameters(self.table)
        return save_view(self.list_name, kept, form.cleaned_data, actor=self.actor)


class OwnViewPage:
    """Only whoever saved it changes it."""

    def get_queryset(self) -> models.QuerySet:
        return SavedView.objects.filter(user=cast("Any", self).actor.user_id)


class SavedViewEdit(OwnViewPage, SavedViewPage):
    """Another name, shared or not."""

    title = "修改视图"
    done = "视图已修改。"

    def initial(self) -> dict[str, Any]:
        view: SavedView = self.get_object()
        chosen = DefaultView.objects.filter(user=self.actor.user_id, view=view)
        return {
            "name": view.name,
            "is_shared": view.organization_id is not None,
            "is_default": chosen.exists(),
        }

    def head(self) -> Head:
        return Head(self.title, crumbs=(Link("返回列表", self.cancel_url()), Link(self.title)))

    def cancel_url(self) -> str:
        return address_of(self.get_object())

    def perform(self, form: Any) -> SavedView:
        return edit_view(self.get_object(), form.cleaned_data, actor=self.actor)


class SavedViewAct(ActionPage):
    """One press about a view, then back to the list."""

    permission = SIGNED_IN
    model = SavedView

    def location(self, instance: SavedView | str) -> str:
        return instance if isinstance(instance, str) else address_of(instance)


class SavedViewUpdate(OwnViewPage, SavedViewAct):
    """What is shown now takes its place."""

    done = "视图已按现在的条件保存。"

    def run(self, instance: SavedView, note: str) -> None:
        table = table_of(instance.list_name, self.request.GET.dict(), self.actor)
        update_view(instance, kept_parameters(table), actor=self.actor)


class SavedViewDelete(OwnViewPage, SavedViewAct):
    """Drop it."""

    done = "视图已删除。"

    def run(self, instance: SavedView, note: str) -> str:
        address = reverse(instance.list_name)
        delete_view(instance, actor=self.actor)
        return address


class SavedViewDefault(SavedViewAct):
    """Open the list with it."""

    done = "以后打开列表先看这个视图。"

    def run(self, instance: SavedView, note: str) -> None:
        choose_default(instance, on=True, actor=self.actor)


class SavedViewPlain(SavedViewAct):
    """Open the list plainly again."""

    done = "已取消默认。"

    def run(self, instance: SavedView, note: str) -> None:
        choose_default(instance, on=False, actor=self.actor)


def list_name_of(match: ResolverMatch | None) -> str:
    """The name under which a list keeps views; lists about one object keep none."""
    return match.view_name if match is not None and not match.kwargs else ""
