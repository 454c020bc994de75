"""From stored inputs to places: ranks within groups, equals by the round's own rule, the same on every database."""

import random
from decimal import Decimal

import pytest

from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.models import GROUP_RULE, ResultRow
from jiangong.domains.assessments.queries.results import digest_of, is_current, places_from
from tests.factories.assessments import make_judging, make_rubric, score, sheet_of, subjects_of
from tests.support.competitions import competition, second_implementation

GROUPS = ("区县", "产业", "直属")
KEYS = {"a": "1", "b": "2", "c": "3"}
COMPETITIONS = 200


def stored(dice: random.Random) -> tuple[dict, dict]:
    """A random competition as a result keeps it, and what the second implementation makes of it."""
    subjects, rows, method = competition(dice)
    ties = [{"by": one.by, "items": [KEYS[item] for item in one.items]} for one in method.ties]
    said = {name: getattr(method, name) for name in ("name", "dropped", "least", "decimals")}
    return {
        "items": [{"id": int(key), "sign": 1} for key in KEYS.values()],
        "method": {**said, "full": str(method.full), "alert": None, "ties": ties},
        "subjects": [{"id": one, "group": dice.choice(GROUPS), "code": ""} for one in subjects],
        "sheets": [
            {
                "subject": row.subject,
                "judge": row.judge,
                "weight": str(row.weight),
                "review": row.review,
                "points": {KEYS[item]: str(points) for item, points in row.points.items()},
            }
            for row in rows
        ],
    }, second_implementation(subjects, rows, method)


def test_places_and_their_mark_follow_from_the_stored_inputs_alone():
    dice = random.Random(20261127)
    for number in range(COMPETITIONS):
        inputs, right = stored(dice)
        places = places_from(inputs)
        ranks = {one.standing.subject: one.standing.rank for one in places}
        assert ranks == {subject: rank for subject, (_, rank) in right.items()}, number
        groups = {one.standing.subject: one.group for one in places}
        for one in places:
            ahead = [
                rank
                for other, rank in ranks.items()
                if rank and one.standing.rank and rank < one.standing.rank and groups[other] == one.group
            ]
            assert one.group_rank == (len(ahead) + 1 if one.standing.rank else None), number
        turned = {**inputs, "sheets": dice.sample(inputs["sheets"], len(inputs["sheets"]))}
        assert digest_of(inputs, places_from(turned)) == digest_of(inputs, places), number


@pytest.mark.django_db
@pytest.mark.database
def test_equals_are_told_apart_by_the_group_the_round_names_and_the_result_stays_current(cast):
    officer, rubric = cast.actor("city_officer"), make_rubric(cast.federation)
    effect = rubric.groups.create(position=2, name="群众评价", points=10)
    effect.items.create(position=1, text="满意度", points=10)
    first = f"{GROUP_RULE}{effect.pk}"
    one = make_judging(officer, rubric, cast.district, cast.neighbour, ties=[first, "median"])
    for judge in one.judges.all():
        for subject, points in zip(subjects_of(one), ((6, 4, 3), (3, 2, 8)), strict=True):
            score(sheet_of(judge, subject), *points)
    result = stages.tally(one, actor=officer)
    rows = ResultRow.objects.ungated("test").filter(result=result).order_by("position")
    assert [(row.organization, row.official, row.rank, row.tied) for row in rows] == [
        (cast.neighbour, Decimal(13), 1, 2),
        (cast.district, Decimal(13), 2, 2),
    ]
    result.refresh_from_db()
    assert is_current(result)
    stages.conclude_round(one, actor=officer)
