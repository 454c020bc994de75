"""Who is acting, from which organization, with which rights."""

from dataclasses import dataclass, field
from typing import Any

from jiangong.kit.access.permissions import all_permissions

NOWHERE = ""
EVERYWHERE = "/"


@dataclass(frozen=True, slots=True)
class Actor:
    """Built once per request or job; everything that decides takes one.

    ``scope_path`` is the materialised path below which rows are visible: ``NOWHERE`` sees no
    organization's rows (the three administrators), ``EVERYWHERE`` all (jobs of the system itself).
    """

    user: Any
    organization: Any
    permissions: frozenset[str]
    scope_path: str
    appointment_id: int | None = None
    address: str = ""
    request_id: str = ""
    is_system: bool = field(default=False)
    program: str = ""  # the token's name and prefix when a program acts through the API
    appointments: tuple[Any, ...] = field(default=(), repr=False, compare=False)  # this one among them

    def can(self, permission: str) -> bool:
        return permission in self.permissions

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    @property
    def organization_id(self) -> int | None:
        return self.organization.pk if self.organization is not None else None

    @property
    def sees_everything(self) -> bool:
        """The federation itself (path ``/1/``) and the system see every row: no filter is needed."""
        return self.scope_path == EVERYWHERE or (bool(self.scope_path) and self.scope_path.count("/") == 2)


def system_actor(request_id: str = "") -> Actor:
    """The system acting on its own: schedules, migrations of meaning, demo data."""
    return Actor(
        user=None,
        organization=None,
        permissions=frozenset(all_permissions()),
        scope_path=EVERYWHERE,
        request_id=request_id,
        is_system=True,
    )
