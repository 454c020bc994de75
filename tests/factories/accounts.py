"""Users and appointments for tests."""

from django.contrib.auth.hashers import make_password

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.organizations.models import Organization

PASSWORD = "Correct-Horse-9"


def make_user(username: str, name: str = "", **facts) -> User:
    """A user who can sign in with ``PASSWORD``."""
    user = User(username=username, name=name or username, **facts)
    user.set_password(PASSWORD)
    user.save(force_insert=True)
    return user


def appoint(user: User, organization: Organization, role: str, **facts) -> Appointment:
    """Give ``user`` a role at an organization."""
    return Appointment.objects.create(user=user, organization=organization, role=role, **facts)


def make_users(*users: User) -> None:
    """What `make_user` makes, for many in one statement."""
    for user in users:
        user.password = make_password(PASSWORD)
    User.objects.bulk_create(users)
