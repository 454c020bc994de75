"""The cards of a studio's file."""

from collections.abc import Callable
from typing import Any

import segno
from django.urls import reverse
from django.utils.safestring import SafeString

from jiangong.domains.studios import rules
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.models import Studio
from jiangong.domains.studios.queries.elements import checklist
from jiangong.domains.titles.queries import highest_titles
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.pages import Action, Panel
from jiangong.kit.ui.parts import Slip

ABSOLUTE = Callable[[str], str]


def panels_of(studio: Studio, actor: Actor, absolute: ABSOLUTE) -> list[Panel]:
    """Everything beside the facts, in the order people look for it."""
    may_edit = not rules.editing_refusal(studio, actor)
    found = [*_elements(studio), _team(studio, may_edit)]
    found += [_part(studio, name, may_edit) for name in PART_PANELS]
    return [*found, attachment_panel(studio, actor), *_course(studio), *_card(studio, actor, absolute)]


def _elements(studio: Studio) -> list[Panel]:
    """The checklist, until the studio is named."""
    if studio.state not in (StudioState.BUILDING, StudioState.REGISTERED):
        return []
    elements = checklist(studio)
    there = sum(one.is_there for one in elements)
    told = {"elements": elements, "there": there, "studio": studio}
    return [Panel("登记要素", "studios/_elements.html", told, count=len(elements))]


def _team(studio: Studio, may_edit: bool) -> Panel:
    members = list(studio.members.select_related("person__organization"))
    terms = list(studio.leaderships.select_related("person"))
    titles = highest_titles({studio.leader_id} if studio.leader_id else ())
    acts: tuple[Action, ...] = ()
    if may_edit:
        label = "更换领衔人" if studio.leader_id else "指定领衔人"
        acts = (
            Action(label, reverse("studios:change_leader", args=[studio.pk]), "user-check"),
            Action("调整团队", reverse("studios:seat", args=[studio.pk]), "users"),
        )
    told = {
        "studio": studio,
        "members": members,
        "terms": terms,
        "title": titles.get(studio.leader_id or 0, ""),
    }
    return Panel("团队", "studios/_team.html", told, actions=acts)


PART_PANELS = {
    "topic": ("攻关课题", "studios/_topics.html", "登记课题"),
    "result": ("成果", "studios/_results.html", "登记成果"),
    "grant": ("经费", "studios/_grants.html", "登记经费"),
}


def _part(studio: Studio, name: str, may_edit: bool) -> Panel:
    title, template, act = PART_PANELS[name]
    rows = list(getattr(studio, f"{name}s").all())
    standing = [row for row in rows if row.voided_at is None]
    address = reverse("studios:part_add", args=[studio.pk, name])
    acts = (Action(act, address, "plus"),) if may_edit else ()
    told = {"studio": studio, "rows": rows, "may_edit": may_edit, "part": name, **_totals(name, standing)}
    return Panel(title, template, told, count=len(standing), actions=acts)


def _totals(name: str, rows: list[Any]) -> dict[str, Any]:
    if name == "grant":
        return {"total": sum((row.amount for row in rows), start=0)}
    if name == "result":
        return {"total": sum((row.benefit for row in rows if row.benefit is not None), start=0)}
    return {}


def _course(studio: Studio) -> list[Panel]:
    """How it was named and confirmed."""
    namings = list(studio.namings.select_related("document"))
    reviews = list(studio.reviews.select_related("document"))
    if not namings and not reviews:
        return []
    told = {"namings": namings, "reviews": reviews}
    return [Panel("命名与复核", "studios/_course.html", told, side=True)]


def _card(studio: Studio, actor: Actor, absolute: ABSOLUTE) -> list[Panel]:
    """The public address with its QR code; how to open it for whoever may."""
    may = not rules.publishing_refusal(studio, actor)
    if not may and not studio.has_card:
        return []
    acts = (Action("设置", reverse("studios:publish", args=[studio.pk]), "world"),) if may else ()
    told: dict[str, Any] = {"studio": studio}
    if studio.has_card:
        address = reverse("studios:card", args=[studio.public_token])
        told |= {
            "address": address,
            "slip": Slip(studio.name, qr_code(absolute(address)), note="扫码查看，不用登录。"),
        }
    return [Panel("公开名片", "studios/_card.html", told, side=True, actions=acts)]


def qr_code(text: str) -> str:
    """An address as a drawing."""
    return SafeString(segno.make(text, error="m").svg_inline(border=0, omitsize=True))
