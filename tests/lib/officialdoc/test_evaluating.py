"""The evaluator itself: a perfect reading scores 1 in every kind, and every damage is told in its own kind."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.lib.officialdoc import evaluating
from tests.lib.officialdoc.comparing import bare
from tests.lib.officialdoc.plain import plain
from tests.lib.officialdoc.reading import astray, notices
from tests.lib.officialdoc.scoring import KINDS, flat, score

Object = dict[str, Any]
EVERY = notices("all")


def notice(name: str) -> Object:
    return next(each.expected for each in EVERY if each.name == name)


def first_of(kind: str) -> Object:
    """The first notice of the corpus that has entries of this kind which count."""
    readings = (each.expected for each in EVERY)
    return next(read for read in readings if any(not entry.get("optional") for entry in read[kind]))


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.name)
def test_a_perfect_reading_scores_one_in_every_kind(each):
    expected = each.expected
    for kind, tally in score(expected, copy.deepcopy(expected)).items():
        assert (tally.missed, tally.extra) == ([], []), kind


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.name)
def test_an_empty_reading_finds_nothing(each):
    scored = score(each.expected, {})
    assert {kind: tally.hits for kind, tally in scored.items()} == dict.fromkeys(KINDS, 0)
    assert sum(len(tally.missed) for tally in scored.values()) > 0
    assert [tally.extra for tally in scored.values()] == [[]] * len(KINDS)


def damage_number(reading: Object) -> None:
    reading["number"] = "某工发〔1999〕1号"


def damage_issuer(reading: Object) -> None:
    reading["issuer"] = "某市总工会"


def damage_date(reading: Object) -> None:
    reading["issued_on"] = "1999-01-01"


def drop_addressee(reading: Object) -> None:
    reading["addressees"].pop()


def rename_heading(reading: Object) -> None:
    reading["outline"][0]["label"] = "九十九"


def drop_plan(reading: Object) -> None:
    reading["plans"].pop()


def move_table(reading: Object) -> None:
    reading["tables"][1]["plan"] = 0


def swap_roles(reading: Object) -> None:
    measure = reading["measures"][0]
    measure["lead"], measure["joint"] = measure["joint"], measure["lead"]


def lose_path(reading: Object) -> None:
    reading["measures"][0]["ref"] = "九"


def shift_step(reading: Object) -> None:
    reading["steps"][0]["end"] = "1999-12-31"


def turn_operator(reading: Object) -> None:
    reading["targets"][0]["operator"] = "about"


def lose_multiplier(reading: Object) -> None:
    target = next(target for target in reading["targets"] if target["unit"].startswith("万"))
    target["unit"] = target["unit"][1:]


def forget_per(reading: Object) -> None:
    next(target for target in reading["targets"] if target["per"])["per"] = None


def fill_blank(reading: Object) -> None:
    rows = reading["tables"][0]["rows"]
    next(row for row in rows if None in row["values"])["values"] = ["0"] * len(rows[0]["values"])


def count_total_as_row(reading: Object) -> None:
    table = reading["tables"][0]
    table["rows"].append({"organization": "合计", "values": table["stated_total"]})


def lose_unit(reading: Object) -> None:
    reading["tables"][0]["columns"][0]["unit"] = None


def lose_total(reading: Object) -> None:
    reading["tables"][0]["stated_total"] = [None] * len(reading["tables"][0]["columns"])


def shift_item(reading: Object) -> None:
    reading["rubrics"][0]["groups"][0]["items"][0]["points"] = "99"


def lose_warning(reading: Object) -> None:
    reading["warnings"] = []


def invent_warning(reading: Object) -> None:
    reading["warnings"] = [{"code": "sum_mismatch", "message": "合计不符。", "span": [0, 1]}]


DAMAGES: list[tuple[str, str, Callable[[Object], None], tuple[int, int]]] = [
    ("fields", "dev/01-coastal-contest", damage_number, (1, 1)),
    ("fields", "dev/01-coastal-contest", damage_issuer, (1, 1)),
    ("fields", "dev/01-coastal-contest", damage_date, (1, 1)),
    ("fields", "dev/01-coastal-contest", drop_addressee, (1, 0)),
    ("headings", "dev/01-coastal-contest", rename_heading, (1, 1)),
    ("plans", "dev/04-markdown-two-plans", drop_plan, (1, 0)),
    ("plans", "dev/04-markdown-two-plans", move_table, (1, 1)),
    ("duties", "dev/04-markdown-two-plans", swap_roles, (3, 3)),
    ("duties", "dev/01-coastal-contest", lose_path, (1, 1)),
    ("dates", "dev/01-coastal-contest", shift_step, (1, 1)),
    ("targets", "dev/01-coastal-contest", turn_operator, (1, 1)),
    ("targets", "dev/01-coastal-contest", lose_multiplier, (1, 1)),
    ("targets", "dev/01-coastal-contest", forget_per, (1, 1)),
    ("table cells", "dev/01-coastal-contest", fill_blank, (3, 3)),
    ("table cells", "dev/01-coastal-contest", count_total_as_row, (0, 3)),
    ("table heads", "dev/01-coastal-contest", lose_unit, (1, 1)),
    ("table totals", "dev/01-coastal-contest", lose_total, (3, 0)),
    ("rubrics", "dev/12-rubric-rows", shift_item, (1, 1)),
    ("warnings", "dev/13-rubric-in-cells-wrong", lose_warning, (1, 0)),
    ("warnings", "dev/01-coastal-contest", invent_warning, (0, 1)),
]


@pytest.mark.parametrize(
    ("kind", "name", "damage", "loss"), DAMAGES, ids=lambda each: getattr(each, "__name__", None)
)
def test_a_damaged_reading_loses_in_its_own_kind(kind, name, damage, loss):
    expected = notice(name)
    reading = copy.deepcopy(expected)
    damage(reading)
    scored = score(expected, reading)
    assert (len(scored[kind].missed), len(scored[kind].extra)) == loss
    others = {other: (tally.missed, tally.extra) for other, tally in scored.items() if other != kind}
    assert others == dict.fromkeys(others, ([], []))


@pytest.mark.parametrize("kind", ["measures", "steps", "targets", "tables", "rubrics"])
def test_inventing_an_entry_costs_precision_only(kind):
    expected = first_of(kind)
    reading = copy.deepcopy(expected)
    reading[kind].append(copy.deepcopy(reading[kind][0]))
    scored = score(expected, reading)
    assert sum(len(tally.extra) for tally in scored.values()) > 0
    assert [tally.missed for tally in scored.values()] == [[]] * len(KINDS)


def test_what_is_optional_counts_neither_way():
    expected = notice("dev/10-chapters-and-articles")
    reading = copy.deepcopy(expected)
    for kind in ("measures", "steps", "targets"):
        reading[kind] = [entry for entry in reading[kind] if not entry.get("optional")]
    for chapter in reading["outline"]:
        chapter["children"] = []
    assert all(not tally.missed and not tally.extra for tally in score(expected, reading).values())


def test_width_spaces_and_punctuation_do_not_count_but_figures_do():
    expected = notice("dev/05-pasted-half-width")
    reading = copy.deepcopy(expected)
    reading["number"] = "宝工字［2021］33 号"
    reading["title"] = "关于做好2021年职工“五小”创新活动的通知"
    reading["tables"][0]["rows"][0] |= {"organization": "渭 滨 区", "values": ["260.0", "15"]}
    assert all(not tally.missed and not tally.extra for tally in score(expected, reading).values())
    reading["tables"][0]["rows"][0]["values"] = ["261", "15"]
    assert len(score(expected, reading)["table cells"].missed) == 1


def test_a_step_may_be_cut_longer_but_not_be_another_one():
    expected = notice("dev/15-every-date")
    reading = copy.deepcopy(expected)
    reading["steps"][0]["text"] = "（一）7月中旬，举办职工书画展。"
    assert score(expected, reading)["dates"].missed == []
    reading["steps"][0]["text"] = "另外一件毫不相干的事情"
    assert len(score(expected, reading)["dates"].missed) == 1


def test_floors_are_for_all_kinds_or_for_one():
    floors = evaluating.floors_of(["dates=0.5", "0.9"])
    assert floors == dict.fromkeys(KINDS, 0.9) | {"dates": 0.5}
    with pytest.raises(SystemExit):
        evaluating.floors_of(["dreams=0.5"])


def test_below_a_floor_is_named_and_on_it_is_not():
    expected = notice("dev/01-coastal-contest")
    reading = copy.deepcopy(expected)
    reading["steps"].pop()
    tallies = score(expected, reading)
    assert evaluating.below(tallies, {"dates": 0.9}) == ["dates: precision 1.000, recall 0.833, floor 0.9"]
    assert evaluating.below(tallies, {"dates": 5 / 6, "targets": 1.0}) == []


def test_the_command_line_prints_every_kind_and_fails_below_the_floor(monkeypatch, capsys):
    perfect = {str(each.source): json.dumps(each.expected) for each in EVERY}
    monkeypatch.setattr("tests.lib.officialdoc.reading.run", lambda path, form: perfect[str(path)])
    assert evaluating.main(["all", "--at-least", "1"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line[:14].strip() for line in printed] == ["kind", *KINDS, "all"]
    assert all(line.split()[-5:-3] == ["1.000", "1.000"] for line in printed[1:])
    monkeypatch.setattr("tests.lib.officialdoc.reading.run", lambda path, form: "{}")
    assert evaluating.main(["dev", "--at-least", "0.5"]) == 1
    assert "dates: precision 1.000, recall 0.000, floor 0.5" in capsys.readouterr().err


def test_a_refused_notice_fails_and_says_why(monkeypatch, capsys):
    def refuse(path, form):
        raise ValueError("文件已损坏，请重新导出后再试。")

    monkeypatch.setattr("tests.lib.officialdoc.reading.run", refuse)
    assert evaluating.main(["dev", "--only", "01-"]) == 1
    assert "dev/01-coastal-contest was not read: ValueError: 文件已损坏" in capsys.readouterr().err


def test_spans_must_hold_their_values():
    text = "年内建成50个，金 水 区4，约三十项。"
    right = {
        "targets": [{"value": "50", "span": [4, 6]}, {"value": "30", "span": [14, 16]}],
        "tables": [{"span": [0, 19], "rows": [{"organization": "金水区", "span": [8, 14]}]}],
    }
    assert astray(right, text) == []
    assert astray({"targets": [{"value": "51", "span": [4, 6]}]}, text) == ["[4, 6] '50' does not hold 51"]
    assert astray({"steps": [{"span": [4, 99]}]}, text) == ["[4, 99] is outside the text"]
    assert astray({"number": "甲〔2024〕1号", "spans": {"number": [0, 4]}}, text) == [
        "[0, 4] '年内建成' does not hold 甲〔2024〕1号"
    ]


def test_the_year_of_a_target_may_be_told_as_a_step_or_not():
    expected = notice("dev/01-coastal-contest")
    reading = copy.deepcopy(expected)
    reading["steps"].append({"text": "全年举办市级竞赛12场", "start": "2023-01-01", "end": "2023-12-31"})
    assert score(expected, reading)["dates"].extra == []
    reading["steps"].append({"text": "全年举办市级竞赛12场", "start": "2023-02-01", "end": "2023-12-31"})
    assert len(score(expected, reading)["dates"].extra) == 1


@pytest.mark.parametrize("each", EVERY, ids=lambda each: each.name)
def test_another_cut_of_the_same_words_scores_the_same(each):
    expected, lines = each.expected, plain(each.source).splitlines()
    reading = copy.deepcopy(expected)
    for kind in ("measures", "steps", "targets"):
        for entry in reading[kind]:
            entry["text"] = next((line for line in lines if bare(entry["text"]) in bare(line)), entry["text"])
    for heading in flat(reading["outline"]):
        heading["label"] = heading["label"].replace("（", "(").replace("）", ")") + (
            "、" if heading["label"] else ""
        )
    for read in reading["tables"]:
        for column in read["columns"]:
            column["name"] = "/".join(column["name"].split())
        read["rows"].sort(key=lambda row: row["organization"])
    scored = score(expected, reading)
    assert {kind: (tally.missed, tally.extra) for kind, tally in scored.items()} == dict.fromkeys(
        KINDS, ([], [])
    )
