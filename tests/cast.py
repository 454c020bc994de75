"""The cast: the city, two districts with their grass roots, a partner, an outsider — with data that could leak.

``CANARY`` words stand in the neighbour's rows; no page of the first district may ever show one.
"""

from dataclasses import dataclass, field

from django.test import Client

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from tests.factories.accounts import appoint, make_user
from tests.factories.organizations import make_organization

CANARY = "邻区机密雀"


@dataclass
class Cast:
    """Organizations as attributes; users by name."""

    federation: Organization
    department: Organization
    partner: Organization
    district: Organization
    union: Organization
    neighbour: Organization
    neighbour_union: Organization
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return current_actor(self.users[name], address="127.0.0.1", request_id="test")

    def client(self, name: str) -> Client:
        """A browser in which ``name`` is signed in."""
        client = Client()
        client.force_login(self.users[name])
        return client


def assemble() -> Cast:
    federation = make_organization("河州市总工会", Kind.FEDERATION)
    district = make_organization("东城区总工会", Kind.DISTRICT, federation, short_name="东城区", position=1)
    neighbour = make_organization(f"西城区总工会{CANARY}", Kind.DISTRICT, federation, position=2)
    cast = Cast(
        federation=federation,
        department=make_organization("劳动和经济工作部", Kind.DEPARTMENT, federation),
        partner=make_organization("河州市应急管理局", Kind.PARTNER, federation),
        district=district,
        union=make_organization("东城机床厂工会", Kind.GRASSROOTS, district),
        neighbour=neighbour,
        neighbour_union=make_organization(f"西城纺织厂工会{CANARY}", Kind.GRASSROOTS, neighbour),
    )
    for name, place, role in (
        ("city_officer", cast.department, "city_officer"),
        ("city_leader", cast.federation, "city_leader"),
        ("district_officer", cast.district, "unit_officer"),
        ("neighbour_officer", cast.neighbour, "unit_officer"),
        ("union_officer", cast.union, "grassroots_officer"),
        ("worker", cast.union, "worker"),
        ("judge", cast.federation, "judge"),
        ("partner_officer", cast.partner, "partner_officer"),
    ):
        cast.users[name] = make_user(name)
        appoint(cast.users[name], place, role)
    cast.users["outsider"] = make_user("outsider")
    for console in (Console.SYSTEM, Console.SECURITY, Console.AUDIT):
        cast.users[f"{console}_admin"] = make_user(f"{console}_admin", console=console)
    return cast
