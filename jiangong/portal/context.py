"""The frame around every page: one query, and only when a template asks for it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, lazy

from jiangong.domains.accounts.roles import ROLES
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.sending import unread_count
from jiangong.kit.ui.parts import Appointment, Frame, Place
from jiangong.portal.navigation import address, navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor; the frame is built once per request, when first looked at."""
    if not hasattr(request, "_frame"):
        request._frame = SimpleLazyObject(lambda: make_frame(request))
    return {"frame": request._frame}


def make_frame(request: HttpRequest) -> Frame:
    """Everything around the page, for this actor; strangers get the federation's name only."""
    actor: Actor | None = getattr(request, "actor", None)
    request_id = getattr(request, "request_id", "")
    if actor is None or actor.user is None:
        return Frame(federation_name=federation_name(), request_id=request_id)
    groups, tabs = navigation(actor, request.path)
    unread = unread_count(actor.user_id)
    messages_url = address("messaging:list")
    messages = Place(
        "消息", messages_url, request.path.startswith(messages_url), count=unread or None, icon="bell"
    )
    return Frame(
        federation_name=lazy(federation_name, str)(),  # pages show the organization's name instead
        organization_name=_place(actor),
        year=timezone.localdate().year,
        user_key=str(actor.user_id),
        user_name=actor.user.name,
        appointments=_appointments(actor),
        unread=unread,
        navigation=groups,
        tabs=(*tabs, messages),
        account_links=_account_links(actor),
        scale=actor.user.scale,
        request_id=request_id,
        home_url=address("portal:home"),
        search_url=address("portal:search"),
        names_url=address("portal:names"),
        messages_url=messages_url,
        appointment_url=address("accounts:switch"),
        scale_url=address("accounts:scale"),
        sign_out_url=address("accounts:sign_out"),
    )


def federation_name() -> str:
    """The name of the federation this database belongs to."""
    roots = Organization.objects.ungated("the federation's name is on every page, also before sign-in")
    root = roots.filter(parent=None, kind=OrganizationKind.FEDERATION).order_by("pk")
    return root.values_list("name", flat=True).first() or ""


def _place(actor: Actor) -> str:
    """Where the actor works: an organization, or one of the three consoles."""
    if actor.organization is not None:
        return actor.organization.name
    return actor.user.get_console_display() if actor.user.console else "没有任职"


def _appointments(actor: Actor) -> list[Appointment]:
    return [
        Appointment(
            label=one.organization.name,
            pk=one.pk,
            note=one.title or (ROLES[one.role].label if one.role in ROLES else ""),
            current=one.pk == actor.appointment_id,
        )
        for one in actor.appointments
    ]


def _account_links(actor: Actor) -> tuple[Place, ...]:
    """Administrators are registered nowhere as people."""
    own = () if actor.user.console else (Place("我的登记信息", address("people:mine"), icon="certificate"),)
    return (
        Place("我的账号", address("accounts:profile"), icon="user"),
        *own,
        Place("提醒设置", address("messaging:preferences"), icon="bell"),
        Place("我的后台任务", address("jobs:list"), icon="server"),
    )
