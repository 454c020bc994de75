"""Keeping, renaming, sharing, choosing and dropping views."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.listing.keeping import names_somebody
from jiangong.kit.listing.models import DefaultView, SavedView, own_union_id

MOST = 20
SHARING = "listing.share_views"


def views_of(list_name: str, actor: Actor) -> list[SavedView]:
    """One's own first, then what colleagues share, each with ``is_default``: whether one's list opens with it."""
    mine = DefaultView.objects.filter(user=actor.user_id or 0, view=OuterRef("pk"))
    found = SavedView.objects.visible_to(actor).filter(list_name=list_name).annotate(is_default=Exists(mine))
    return sorted(found.order_by("pk"), key=lambda view: view.user_id != actor.user_id)


@transaction.atomic
def save_view(
    list_name: str, parameters: Mapping[str, str], choices: Mapping[str, Any], *, actor: Actor
) -> SavedView:
    """Keep a view under a name; ``choices`` are name, is_shared and is_default."""
    if not parameters:
        raise Refusal("没有可以保存的条件。请先在列表里筛选、排序或选列，再存为视图。")
    if SavedView.objects.filter(user=actor.user_id, list_name=list_name).count() >= MOST:
        raise Refusal(f"一个列表最多保存{MOST}个视图，请先删除不用的。", "name")
    view = SavedView(user=actor.user, list_name=list_name, parameters=dict(parameters))
    _write(view, choices, actor)
    record(actor, "listing.savedview.create", view, scopes=sorted(view.parameters))
    return view


@transaction.atomic
def edit_view(view: SavedView, choices: Mapping[str, Any], *, actor: Actor) -> SavedView:
    """Another name, shared or not, default or not."""
    _write(view, choices, actor)
    record(actor, "listing.savedview.edit", view)
    return view


def _write(view: SavedView, choices: Mapping[str, Any], actor: Actor) -> None:
    view.name = choices["name"].strip()
    if names_somebody(view.name, actor):
        raise Refusal("视图名称里不要写姓名、手机号、证件号，请换一个名称。", "name")
    shared = choices["is_shared"]
    if shared and not actor.can(SHARING) and view.organization_id is None:
        raise NotAllowed("您当前的任职没有“把保存的视图共享给本单位”的权限。")
    view.organization_id = own_union_id(actor) if shared else None
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Refusal(f"您已经有一个叫“{view.name}”的视图，请换一个名称。", "name") from None
    choose_default(view, on=choices["is_default"], actor=actor)


@transaction.atomic
def update_view(view: SavedView, parameters: Mapping[str, str], *, actor: Actor) -> None:
    """What is shown now takes the place of what was kept."""
    view.parameters = dict(parameters)
    view.save(update_fields=("parameters",))
    record(actor, "listing.savedview.edit", view, scopes=sorted(view.parameters))


@transaction.atomic
def choose_default(view: SavedView, *, on: bool, actor: Actor) -> None:
    """Open the list with this view, or no longer."""
    mine = DefaultView.objects.filter(user=actor.user_id, list_name=view.list_name)
    if on:
        DefaultView.objects.update_or_create(
            user=actor.user, list_name=view.list_name, defaults={"view": view}
        )
    elif not mine.filter(view=view).delete()[0]:
        return
    record(actor, "listing.savedview.choose", view)


@transaction.atomic
def delete_view(view: SavedView, *, actor: Actor) -> None:
    """Drop a view; lists that opened with it open plainly."""
    record(actor, "listing.savedview.delete", view)
    view.delete()
