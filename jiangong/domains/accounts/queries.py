"""Reads about users and their appointments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import models
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment, SignInCount, User
from jiangong.domains.accounts.roles import CONSOLE_PERMISSIONS, CONSOLE_ROLES, ROLES, Role
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import NOWHERE, Actor
from jiangong.kit.access.compiled import compiled
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.access.permissions import all_permissions

CITY_KINDS = {OrganizationKind.FEDERATION, OrganizationKind.DEPARTMENT, OrganizationKind.PARTNER}


def standing_appointments(user: User) -> models.QuerySet[Appointment]:
    """The appointments a user holds today; a delegation stands only while its origin does."""
    return _standing(user.pk, timezone.localdate())


def held_appointments(user: User) -> list[Appointment]:
    """The same, read: every request asks this."""
    return _held(user.pk, timezone.localdate())


@compiled
def _held(user: int, today: date) -> models.QuerySet[Appointment]:
    return _standing(user, today)


def _standing(user: int, today: date) -> models.QuerySet[Appointment]:
    return (
        Appointment.objects.ungated("one's own appointments decide what one may see")
        .standing(today)
        .filter(user=user)
        .select_related("organization", "organization__parent", "delegated_from__user")
        .order_by("delegated_from_id", "starts_on", "pk")
    )


def current_actor(
    user: User, appointment_id: int | None = None, *, address: str = "", request_id: str = ""
) -> Actor:
    """The actor a user is, in the appointment chosen or the first that stands.

    An administrator of one of the three consoles has that console and nothing else, whatever else is recorded.
    """
    if user.console:
        permissions = CONSOLE_PERMISSIONS[user.console]
        return Actor(user, None, permissions, NOWHERE, address=address, request_id=request_id)
    held = held_appointments(user)
    chosen = next((one for one in held if one.pk == appointment_id), held[0] if held else None)
    if chosen is None:
        return Actor(user, None, frozenset(), NOWHERE, address=address, request_id=request_id)
    role = ROLES.get(chosen.role)
    return Actor(
        user=user,
        organization=chosen.organization,
        permissions=role.permissions if role else frozenset(),
        scope_path=chosen.organization.scope_path,
        appointment_id=chosen.pk,
        address=address,
        request_id=request_id,
        appointments=tuple(held),
    )


def stranger(address: str, request_id: str) -> Actor:
    """Whoever is not signed in yet: known only by where they come from."""
    return Actor(None, None, frozenset(), NOWHERE, address=address, request_id=request_id)


def current_appointments(user: User) -> list[Appointment]:
    """Every appointment of a user that is not over, whoever asks: decides who may look after the account."""
    appointments = Appointment.objects.ungated("all rights of a user decide who may look after the account")
    return list(appointments.current().filter(user=user).select_related("organization", "user"))


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One permission, and for each role whether it holds it."""

    code: str
    label: str
    app: str
    held: tuple[bool, ...]


def permission_matrix() -> tuple[tuple[Role, ...], tuple[MatrixRow, ...]]:
    """Roles across, permissions down, as the code declares them: the page and the documents show the same."""
    roles = (*ROLES.values(), *CONSOLE_ROLES)
    rows = tuple(
        MatrixRow(one.code, one.label, app_label(one.code), tuple(one.code in r.permissions for r in roles))
        for one in all_permissions().values()
    )
    return roles, rows


def app_label(code: str) -> str:
    """The Chinese name of the app a permission belongs to."""
    return str(apps.get_app_config(code.partition(".")[0]).verbose_name)


def holders_by_role(actor: Actor) -> dict[str, int]:
    """How many people hold each role today in the actor's subtree."""
    standing = Appointment.objects.visible_to(actor).standing()
    counted = standing.order_by().values("role").annotate(n=models.Count("user", distinct=True))
    return {row["role"]: row["n"] for row in counted}


def locked_counts() -> models.QuerySet[SignInCount]:
    """Accounts that may not try now; what belongs to no account is nobody's to unlock."""
    return SignInCount.objects.filter(
        user__isnull=False, failures__gte=models.F("limit"), ends_at__gt=timezone.now()
    )


def offered_appointments(user: User) -> list[Appointment]:
    """The posts a user may work in today, for the switch in the frame."""
    return [] if user.console else held_appointments(user)


def grantable_roles(actor: Actor) -> list[Role]:
    """The roles this actor may be able to give somewhere in their reach."""
    if actor.is_system or actor.can("accounts.security_console"):
        return list(ROLES.values())
    return [
        role
        for role in ROLES.values()
        if (role.granted_from_above or role.permissions <= actor.permissions)
        and (actor.sees_everything or role.held_at - CITY_KINDS)
    ]


def appointable_organizations(actor: Actor) -> models.QuerySet[Organization]:
    """Where this actor may appoint: running organizations in reach, or everywhere for the security administrator."""
    if actor.can("accounts.security_console"):
        found = Organization.objects.ungated("the security administrator appoints anywhere")
    else:
        found = Organization.objects.visible_to(actor)
    return found.filter(closed_on=None)


def nearby_organizations(actor: Actor) -> models.QuerySet[Organization]:
    """What a list to choose from can bear: one's own organization with the level below."""
    found = appointable_organizations(actor)
    root = actor.organization
    if root is None:
        return found.exclude(kind__in=("grassroots", "township"))
    parents = {root.pk, root.parent_id} if root.scope_path != root.path else {root.pk}
    return found.filter(models.Q(pk__in=parents) | models.Q(parent__in=parents))


def units_without_account(actor: Actor, parent: Organization) -> models.QuerySet[Organization]:
    """The running unions right below ``parent`` in which nobody holds an appointment."""
    appointed = Appointment.objects.ungated("whether anybody at all is appointed there").current()
    return (
        appointable_organizations(actor)
        .filter(parent=parent)
        .exclude(kind__in=("department", "partner"))
        .exclude(pk__in=appointed.values("organization"))
        .order_by("position", "pk")
    )


def own_organization_id(actor: Actor) -> int | None:
    """The union or department the actor acts for; an inner department acts for the union it stands in."""
    keys = ancestor_ids(actor.scope_path)
    return keys[-1] if keys and actor.organization is not None else None


def acting_union_id(organization: Organization) -> int | None:
    """The union that a department acts for; any other organization acts for itself."""
    return organization.parent_id if organization.kind == OrganizationKind.DEPARTMENT else organization.pk


def officers_at(organizations: Iterable[int], permission: str) -> dict[int, list[User]]:
    """By organization, the people there (or in its inner departments) who hold the permission today."""
    wanted = set(organizations)
    found: dict[int, list[User]] = {}
    for appointment in _appointments(wanted, permission):
        place: Organization = appointment.organization
        for key in {place.pk, place.parent_id if place.kind == OrganizationKind.DEPARTMENT else place.pk}:
            if key in wanted and appointment.user not in found.setdefault(key, []):
                found[key].append(appointment.user)
    return found


def _appointments(organizations: set[int], permission: str) -> models.QuerySet[Appointment]:
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    inside = models.Q(organization__in=organizations) | models.Q(
        organization__kind=OrganizationKind.DEPARTMENT, organization__parent__in=organizations
    )
    return (
        Appointment.objects.ungated("whoever acts for a unit hears what concerns it")
        .standing()
        .filter(inside, role__in=roles, user__console="", user__is_active=True)
        .select_related("user", "organization")
        .order_by("organization_id", "starts_on", "pk")
    )


def people_at(organizations: Iterable[int], permission: str) -> list[User]:
    """The same as one list without repetition."""
    found = officers_at(organizations, permission)
    return list({user.pk: user for users in found.values() for user in users}.values())
