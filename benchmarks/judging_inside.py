"""Inside the installation: works, judges and their sheets for the measurement of judging; prints JSON."""

import json
import sys
from datetime import date, timedelta
from decimal import Decimal

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
from jiangong.domains.assessments.actions.stages import open_final_scoring  # noqa: E402
from jiangong.domains.assessments.models import Round, RubricItem, Sheet, Subject  # noqa: E402
from jiangong.domains.organizations.queries import units  # noqa: E402
from jiangong.domains.people.models import Person  # noqa: E402
from jiangong.kit.access.actor import system_actor  # noqa: E402

JUDGES, EACH, ITEMS = 20, 5, 5


def main(works: int, password: str) -> None:
    clerk = current_actor(User.objects.get(username="shizong"))
    items = tuple(ItemFacts(f"第{n}项", Decimal(20), "regular") for n in range(1, ITEMS + 1))
    with transaction.atomic():
        groups = [GroupFacts("作品", Decimal(100), items)]
        facts = {"title": f"{works}件作品评分标准", "year": 2026, "points": Decimal(100)}
        rubric = create_rubric(facts, groups, actor=clerk)
        one = set_up_round(
            Round(
                title=f"{works}件作品评审",
                rubric=rubric,
                year=2026,
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 12, 31),
                final_until=timezone.localdate() + timedelta(days=9),
                each=EACH,
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
        for number in range(JUDGES):
            user = User.objects.create(username=f"j{works}x{number}", name=f"评委{number}", password=locked)
            Appointment.objects.create(user=user, organization=one.organization, role="judge")
            Person.objects.create(name=user.name, organization=one.organization, user=user)
            add_judge(one, user, "member", Decimal(1), actor=clerk)
        draw_judges(one, "2026", "even", actor=clerk)
        open_final_scoring(one, actor=clerk)
    sheets: dict[str, list[int]] = {}
    rows = Sheet.objects.ungated("a measurement").filter(round=one).values_list("judge__user__username", "pk")
    for judge, pk in rows:
        sheets.setdefault(judge, []).append(pk)
    keys = RubricItem.objects.filter(group__rubric=rubric).values_list("pk", flat=True)
    print(json.dumps({"round": one.pk, "sheets": sheets, "items": list(keys)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
