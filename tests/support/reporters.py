"""Many unions with a sheet to fill in, each with a signed-in officer: made inside an installation, told as JSON.

``python -m tests.support.reporters FILE COUNT COUNTS_FROM``
"""

import json
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from jiangong.domains.accounts.models import Appointment, Session, User  # noqa: E402
from jiangong.domains.accounts.sessions import SessionStore  # noqa: E402
from jiangong.domains.indicators.choices import IndicatorKind  # noqa: E402
from jiangong.domains.indicators.models import Indicator  # noqa: E402
from jiangong.domains.organizations.choices import OrganizationKind  # noqa: E402
from jiangong.domains.organizations.models import Organization  # noqa: E402
from jiangong.domains.plans.choices import EditionState, PlanState  # noqa: E402
from jiangong.domains.plans.models import Edition, Goal, Plan, Program, Recipient, Target  # noqa: E402
from jiangong.domains.reporting.actions.windows import add_reports  # noqa: E402
from jiangong.domains.reporting.models import Report, Window  # noqa: E402
from jiangong.kit.access.paths import ancestor_ids  # noqa: E402
from jiangong.portal.scale import organizations  # noqa: E402
from tests.support.sheets import FIGURES  # noqa: E402

WHY = "data for a proof"
SHARE = Decimal(100_000)


def officers(places: list[int], role: str) -> list[str]:
    """A user, an appointment and an open session for every place; the keys of the sessions."""
    password = make_password(None)
    users = [User(username=f"{role}{place}", name="测", password=password) for place in places]
    User.objects.bulk_create(users, batch_size=1000)
    pairs = list(zip(users, places, strict=True))
    Appointment.objects.bulk_create(
        (Appointment(user=user, organization_id=place, role=role) for user, place in pairs), batch_size=1000
    )
    return sessions_of(users)


def sessions_of(users: list[User]) -> list[str]:
    """An open session for each; their keys."""
    store, ends = SessionStore(), timezone.now() + timedelta(hours=8)
    sessions = [
        Session(
            session_key=store._get_new_session_key(),
            session_data=store.encode(
                {
                    SESSION_KEY: str(user.pk),
                    BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
                    HASH_SESSION_KEY: user.get_session_auth_hash(),
                }
            ),
            expire_date=ends,
            user=user,
        )
        for user in users
    ]
    Session.objects.bulk_create(sessions, batch_size=1000)
    return [one.session_key for one in sessions]


def plan_of(federation: Organization, units: list[int], year: int) -> tuple[Plan, list[Goal]]:
    """An issued plan that divides twelve goals to every unit."""
    plan = Plan.objects.create(
        organization=federation,
        title="测量计划",
        year=year,
        state=PlanState.ISSUED,
        issued_at=timezone.now(),
    )
    program = Program.objects.create(plan=plan, position=1, title="测量专案")
    edition = Edition.objects.create(
        plan=plan, number=1, state=EditionState.APPROVED, effective_at=timezone.now()
    )
    goals = [
        Goal.objects.create(
            program=program,
            indicator=Indicator.objects.create(
                organization=federation,
                code=f"BS{number:04d}",
                name=f"报送指标{number}",
                unit="个",
                kind=IndicatorKind.SUM,
            ),
            position=number,
            total=SHARE * len(units),
        )
        for number in range(1, FIGURES + 1)
    ]
    rows = [
        Recipient(plan=plan, organization_id=unit, position=place % 30_000, written="测")
        for place, unit in enumerate(units, start=1)
    ]
    Recipient.objects.ungated(WHY).bulk_create(rows, batch_size=1000)
    Target.objects.ungated(WHY).bulk_create(
        (Target(edition=edition, recipient=one, goal=goal, value=SHARE) for one in rows for goal in goals),
        batch_size=1000,
    )
    return plan, goals


def window_of(plan: Plan, counts_from: str) -> Window:
    """Last month's, open and not yet due."""
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    window = Window.objects.create(
        plan=plan,
        organization=plan.organization,
        label=f"{last:%Y}年{last.month}月",
        starts_on=last.replace(day=1),
        ends_on=last,
        opens_on=last,
        due_on=today + timedelta(days=8),
        opened_at=timezone.now(),
        counts_from=counts_from,
    )
    add_reports(window)
    return window


@transaction.atomic
def made(count: int, counts_from: str) -> dict[str, object]:
    organizations.load(count)
    rows = Organization.objects.ungated(WHY)
    federation = rows.get(kind=OrganizationKind.FEDERATION)
    unions = rows.filter(kind=OrganizationKind.GRASSROOTS, closed_on=None).order_by("pk")
    units = list(unions.values_list("pk", flat=True)[:count])
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    plan, goals = plan_of(federation, units, date(last.year, 1, 1).year)
    window = window_of(plan, counts_from)
    reports = dict(Report.objects.ungated(WHY).filter(window=window).values_list("organization_id", "pk"))
    kinds = (OrganizationKind.DISTRICT, OrganizationKind.ZONE)
    above = {
        key for path in rows.filter(pk__in=units).values_list("path", flat=True) for key in ancestor_ids(path)
    }
    every = rows.filter(kind__in=kinds).order_by("pk").values_list("pk", flat=True)
    districts = [key for key in every if key in above]  # the others have nothing to look at
    return {
        "window": window.pk,
        "root": federation.pk,
        "goals": [one.pk for one in goals],
        "indicators": [one.indicator_id for one in goals],
        "units": [
            {"organization": unit, "report": reports[unit], "session": key}
            for unit, key in zip(units, officers(units, "grassroots_officer"), strict=True)
        ],
        "districts": [
            {"organization": unit, "session": key}
            for unit, key in zip(districts, officers(districts, "unit_officer"), strict=True)
        ],
    }


def main() -> None:
    file, count, counts_from = sys.argv[1:]
    Path(file).write_text(json.dumps(made(int(count), counts_from)), encoding="utf-8")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
