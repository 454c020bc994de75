"""Draws against a second implementation that is an urn of tickets, and against chance itself."""

import hashlib
import random
from fractions import Fraction

import pytest

from jiangong.lib.drawing import (
    Candidate,
    Drawing,
    Team,
    digest_of,
    draw_teams,
    draw_weighted,
    from_stored,
    number_below,
    seed_digest,
)

# 99.99 % quantiles of chi-square.
CHI_SQUARE = {3: 21.11, 5: 25.74, 9: 33.72}


def hashed(text: str) -> int:
    return int(hashlib.sha256(text.encode("utf-8")).hexdigest(), 16)


def ticket(tickets: list, seed: str, purpose: str, turn: int):
    """One ticket out of an urn, by rejection until every ticket is equally likely."""
    attempt = 0
    while True:
        number = hashed(f"{seed}|{purpose}|{turn}|{attempt}")
        if number // len(tickets) < 2**256 // len(tickets):
            return tickets[number % len(tickets)]
        attempt += 1


def urn(candidates, count, seed, purpose):
    """Every share of the chance is a ticket with a name; a drawn name's tickets are taken out."""
    tickets = [key for key, weight in candidates for _ in range(weight)]
    drawn = []
    for turn in range(1, count + 1):
        drawn.append(ticket(tickets, seed, purpose, turn))
        tickets = [one for one in tickets if one != drawn[-1]]
    return drawn


def teams_by_urn(units, inspectors, barred, unit_count, team_size, seed):
    visits = []
    found = []
    for unit in urn(units, unit_count, seed, "unit"):
        members = []
        for turn in range(1, team_size + 1):
            free = [i for i in inspectors if i not in barred.get(unit, ()) and i not in members]
            by_load = sorted({visits.count(i) for i in free})
            members.append(
                ticket([i for i in free if visits.count(i) == by_load[0]], seed, f"unit {unit}", turn)
            )
        visits += members
        found.append(Team(unit, tuple(members)))
    return tuple(found)


@pytest.mark.parametrize("trial", range(300))
def test_teams_equal_those_of_an_urn_of_tickets(trial):
    dice = random.Random(trial)
    units = [(key, dice.randint(1, 9)) for key in dice.sample(range(1, 500), dice.randint(1, 40))]
    inspectors = tuple(dice.sample(range(1000, 1100), dice.randint(4, 30)))
    size = dice.randint(1, 3)
    most = len(inspectors) - size
    barred = {key: frozenset(dice.sample(inspectors, dice.randint(0, most))) for key, _ in units}
    count, seed = dice.randint(1, len(units)), f"第{trial}期 开奖号码 03 11 {trial}"
    drawing = Drawing(tuple(Candidate(*one) for one in units), inspectors, barred, count, size)
    teams = draw_teams(drawing, seed)
    assert teams == teams_by_urn(units, inspectors, barred, count, size, seed)
    assert len({team.unit for team in teams}) == count
    for team in teams:
        assert len(set(team.members)) == size
        assert not barred[team.unit] & set(team.members)


def test_visits_are_spread_evenly_where_nobody_is_barred():
    units = tuple(Candidate(key, 1) for key in range(30))
    teams = draw_teams(Drawing(units, tuple(range(100, 110)), {}, 25, 2), "种子")
    visits = [member for team in teams for member in team.members]
    assert {visits.count(one) for one in range(100, 110)} == {5}


def test_another_seed_gives_another_draw_and_the_same_seed_the_same():
    units = tuple(Candidate(key, 1) for key in range(50))
    first = draw_weighted(units, 10, "甲", "unit")
    assert first == draw_weighted(units, 10, "甲", "unit")
    assert first != draw_weighted(units, 10, "乙", "unit")


def test_a_known_draw_stays_what_it_is():
    """Written down once: a change of the recipe would make every printed record wrong."""
    units = tuple(Candidate(key, 1 + key % 3) for key in range(1, 11))
    drawing = Drawing(units, (21, 22, 23, 24), {3: frozenset({21, 22})}, 4, 2)
    assert draw_teams(drawing, "2026-11-20 双色球 第2026134期 01 07 12 19 23 30 + 11") == KNOWN


KNOWN = (
    Team(10, (23, 22)),
    Team(2, (21, 24)),
    Team(3, (24, 23)),
    Team(5, (21, 22)),
)


@pytest.mark.parametrize("limit", [4, 6, 10])
def test_numbers_are_equally_likely(limit):
    counts = [0] * limit
    for turn in range(6000):
        counts[number_below(limit, "均匀", "x", turn)] += 1
    expected = Fraction(6000, limit)
    assert sum((count - expected) ** 2 / expected for count in counts) < CHI_SQUARE[limit - 1]


def test_the_first_drawn_follows_the_weights():
    units = [Candidate(1, 1), Candidate(2, 2), Candidate(3, 3), Candidate(4, 6)]
    counts = dict.fromkeys((1, 2, 3, 4), 0)
    for trial in range(6000):
        counts[draw_weighted(units, 1, f"种子{trial}", "unit")[0]] += 1
    squares = sum((counts[one.key] - 500 * one.weight) ** 2 / (500 * one.weight) for one in units)
    assert squares < CHI_SQUARE[3]


def test_what_has_no_weight_is_never_drawn():
    units = [Candidate(1, 0), Candidate(2, 1), Candidate(3, 1)]
    assert {key for trial in range(50) for key in draw_weighted(units, 2, f"{trial}", "u")} == {2, 3}
    with pytest.raises(ValueError, match="3 of 2"):
        draw_weighted(units, 3, "1", "u")


def test_units_nobody_may_go_to_are_told_beforehand_and_never_drawn_for():
    drawing = Drawing((Candidate(1, 1), Candidate(2, 1)), (5, 6), {2: frozenset({6})}, 2, 2)
    assert drawing.short_units() == (2,)
    with pytest.raises(ValueError, match="too few"):
        draw_teams(drawing, "种子")


def test_nothing_to_choose_from_is_an_error():
    with pytest.raises(ValueError, match="nothing"):
        number_below(0, "种子", "x", 1)


def test_stored_inputs_come_back_and_have_one_fingerprint():
    stored = {
        "units": [{"id": 3, "name": "甲", "weight": 2}],
        "inspectors": [{"id": 8, "name": "张三"}],
        "barred": {"3": [8]},
        "unit_count": 1,
        "team_size": 1,
    }
    drawing = from_stored(stored)
    assert (drawing.units, drawing.inspectors, drawing.barred) == (
        (Candidate(3, 2),),
        (8,),
        {3: frozenset({8})},
    )
    assert digest_of(stored) == digest_of(dict(reversed(stored.items())))
    assert digest_of(stored) != digest_of({**stored, "unit_count": 2})
    assert seed_digest("种子") == hashlib.sha256("种子".encode()).hexdigest()
