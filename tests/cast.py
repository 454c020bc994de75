"""The cast: the city, two districts with their grass roots, a partner, an outsider — with data that could leak.

``CANARY`` words stand in the neighbour's rows; no page of the first district may ever show one.
"""

from dataclasses import dataclass, field

from django.test import Client

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from tests.factories.accounts import make_users
from tests.factories.organizations import make_organizations

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
    """In few statements, because thousands of tests begin here."""
    cast = Cast(**_organizations())
    appointments = [
        Appointment(user=User(username=name, name=name), organization=place, role=role)
        for name, place, role in (
            ("city_officer", cast.department, "city_officer"),
            ("city_leader", cast.federation, "city_leader"),
            ("district_officer", cast.district, "unit_officer"),
            ("neighbour_officer", cast.neighbour, "unit_officer"),
            ("union_officer", cast.union, "grassroots_officer"),
            ("worker", cast.union, "worker"),
            ("judge", cast.federation, "judge"),
            ("partner_officer", cast.partner, "partner_officer"),
        )
    ]
    users = [one.user for one in appointments]
    users.append(User(username="outsider", name="outsider"))
    users.extend(
        User(username=f"{console}_admin", name=f"{console}_admin", console=console)
        for console in (Console.SYSTEM, Console.SECURITY, Console.AUDIT)
    )
    make_users(*users)
    Appointment.objects.bulk_create(appointments)
    cast.users.update({user.username: user for user in users})
    return cast


def _organizations() -> dict[str, Organization]:
    federation = Organization(name="河州市总工会", kind=Kind.FEDERATION)
    district = Organization(
        name="东城区总工会", kind=Kind.DISTRICT, parent=federation, short_name="东城区", position=1
    )
    neighbour = Organization(name=f"西城区总工会{CANARY}", kind=Kind.DISTRICT, parent=federation, position=2)
    department = Organization(name="劳动和经济工作部", kind=Kind.DEPARTMENT, parent=federation)
    partner = Organization(name="河州市应急管理局", kind=Kind.PARTNER, parent=federation)
    union = Organization(name="东城机床厂工会", kind=Kind.GRASSROOTS, parent=district)
    neighbour_union = Organization(name=f"西城纺织厂工会{CANARY}", kind=Kind.GRASSROOTS, parent=neighbour)
    make_organizations([federation], [district, neighbour, department, partner], [union, neighbour_union])
    return {
        "federation": federation,
        "department": department,
        "partner": partner,
        "district": district,
        "union": union,
        "neighbour": neighbour,
        "neighbour_union": neighbour_union,
    }
