"""A round with many judges who have sheets to hand in: made inside an installation, told as JSON, counted afterwards.

``python -m tests.support.judges make JUDGES``, ``python -m tests.support.judges count ROUND``
"""

import json
import sys
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import django

django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from jiangong.domains.accounts.models import Appointment, User  # noqa: E402
from jiangong.domains.accounts.queries import current_actor  # noqa: E402
from jiangong.domains.assessments.actions.assigning import draw_judges  # noqa: E402
from jiangong.domains.assessments.actions.rounds import add_judge, set_up_round  # noqa: E402
from jiangong.domains.assessments.actions.rubrics import GroupFacts, ItemFacts, create_rubric  # noqa: E402
from jiangong.domains.assessments.actions.stages import open_final_scoring, tally  # noqa: E402
from jiangong.domains.assessments.models import (  # noqa: E402
    ResultRow,
    Round,
    RubricItem,
    Sheet,
    Subject,
)
from jiangong.domains.organizations.queries import units  # noqa: E402
from jiangong.domains.people.models import Person  # noqa: E402
from jiangong.kit.access.actor import Actor, system_actor  # noqa: E402
from jiangong.kit.audit.models import AuditEntry  # noqa: E402
from jiangong.kit.commands.models import CommandReceipt  # noqa: E402
from tests.support.judging import EACH, ITEMS, points  # noqa: E402
from tests.support.reporters import sessions_of  # noqa: E402

WHY = "counted after a proof"
MOST = 20  # points of an item


def organizer() -> Actor:
    return current_actor(User.objects.get(username="shizong"))


@transaction.atomic
def judged_round(works: int, judges: int, password: str | None = None) -> Round:
    """Judging is open, every work is given to five judges; judges are called ``j<works>x<number>``."""
    clerk = organizer()
    items = tuple(ItemFacts(f"第{n}项", Decimal(MOST), "regular") for n in range(1, ITEMS + 1))
    facts = {"title": f"{works}件作品评分标准", "year": 2026, "points": Decimal(MOST * ITEMS)}
    rubric = create_rubric(facts, [GroupFacts("作品", Decimal(MOST * ITEMS), items)], actor=clerk)
    one = set_up_round(
        Round(
            title=f"{works}件作品评审",
            rubric=rubric,
            year=2026,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            final_until=timezone.localdate() + timedelta(days=9),
            each=EACH,
            aggregation="mean",
        ),
        actor=clerk,
    )
    places = list(units(system_actor()))
    Subject.objects.bulk_create(
        Subject(
            round=one,
            organization=places[n % len(places)],
            title=f"作品{n:04d}",
            group="作品",
            position=n,
            code=f"{n:04d}",
        )
        for n in range(1, works + 1)
    )
    locked = make_password(password)
    for number in range(judges):
        user = User.objects.create(username=f"j{works}x{number}", name=f"评委{number}", password=locked)
        Appointment.objects.create(user=user, organization=one.organization, role="judge")
        Person.objects.create(name=user.name, organization=one.organization, user=user)
        add_judge(one, user, "member", Decimal(1), actor=clerk)
    draw_judges(one, "2026", "even", actor=clerk)
    return open_final_scoring(one, actor=clerk)


def items_of(one: Round) -> list[int]:
    rows = RubricItem.objects.filter(group__rubric=one.rubric_id).order_by("position")
    return list(rows.values_list("pk", flat=True))


def make(judges: str) -> dict[str, Any]:
    """As many judges as said, each with one sheet and an open session."""
    one = judged_round(int(judges) // EACH, int(judges))
    sheets = Sheet.objects.ungated(WHY).filter(round=one).select_related("judge__user").order_by("pk")
    sessions = sessions_of([sheet.judge.user for sheet in sheets])
    return {
        "round": one.pk,
        "items": items_of(one),
        "sheets": [
            {"sheet": sheet.pk, "session": session} for sheet, session in zip(sheets, sessions, strict=True)
        ],
    }


def count(round_id: str) -> dict[str, Any]:
    """Of every sheet: is it in with the points that were sent, did it happen once; does the tally agree."""
    one = Round.objects.ungated(WHY).get(pk=round_id)
    keys = [str(item) for item in items_of(one)]
    sheets = list(Sheet.objects.ungated(WHY).filter(round=one).select_related("judge"))
    right = {
        sheet.pk: {key: {"points": f"{value}.00"} for key, value in zip(keys, points(sheet.pk), strict=True)}
        for sheet in sheets
    }
    submitted = AuditEntry.objects.filter(verb="assessments.sheet.submit")
    often = Counter(map(int, submitted.values_list("target_id", flat=True)))
    receipts = Counter(
        CommandReceipt.objects.filter(location="/assessments/mine/").values_list("user_id", flat=True)
    )
    tally(one, actor=organizer())
    sums: dict[int, list[int]] = {}
    for sheet in sheets:
        sums.setdefault(sheet.subject_id, []).append(sum(points(sheet.pk)))
    means = {subject: Decimal(sum(found)) / len(found) for subject, found in sums.items()}
    rows = ResultRow.objects.ungated(WHY).filter(round=one).values_list("subject_id", "official", "sheets")
    return {
        "lost": [one.pk for one in sheets if one.state != "submitted" or one.marks != right[one.pk]],
        "doubled": [one.pk for one in sheets if often[one.pk] > 1 or receipts[one.judge.user_id] > 1],
        "audited": sum(often[one.pk] for one in sheets),
        "wrong": [subject for subject, official, _ in rows if official != means[subject]],
        "tallied": sum(number for _, _, number in rows),
    }


if __name__ == "__main__":
    print(json.dumps({"make": make, "count": count}[sys.argv[1]](*sys.argv[2:])))
