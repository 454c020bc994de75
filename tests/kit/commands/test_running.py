"""One command, one effect: however often it is sent, whoever is first."""

import uuid
from contextlib import suppress

import pytest
from django.db import IntegrityError, transaction

from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import KeyReused, Refusal
from jiangong.kit.commands.models import CommandReceipt
from jiangong.kit.commands.running import (
    Outcome,
    SwallowedFailure,
    as_one,
    digest_of,
    earlier_outcome,
    run_once,
)
from tests.cast import assemble
from tests.factories.accounts import make_user

KEY = str(uuid.UUID(int=7))
CONTENTS = {"path": "/people/new/", "fields": {"name": ["张三"]}, "files": {}}


def effects() -> int:
    """How often the command took effect."""
    return AuditEntry.objects.filter(verb="people.person.create").count()


def carry_out(actor, key=KEY, contents=CONTENTS):
    def act():
        entry = record(actor, "people.person.create")
        return Outcome(f"/people/{entry.pk}/", "已登记。")

    return run_once(actor, key, contents, act)


def test_a_repetition_has_no_effect_and_leads_to_the_same_place(cast):
    actor = cast.actor("district_officer")
    first, second = carry_out(actor), carry_out(actor)
    assert (second.location, second.message) == (first.location, first.message)
    assert (first.repeated, second.repeated, effects()) == (False, True, 1)


def test_the_same_key_with_other_contents_is_refused(cast):
    actor = cast.actor("district_officer")
    carry_out(actor)
    with pytest.raises(KeyReused, match="请重新打开页面"):
        carry_out(actor, contents={**CONTENTS, "fields": {"name": ["李四"]}})
    assert effects() == 1


def test_another_user_may_have_the_same_key(cast):
    carry_out(cast.actor("district_officer"))
    carry_out(cast.actor("neighbour_officer"))
    assert effects() == 2


def test_without_a_user_a_key_counts_once_too(db):
    carry_out(system_actor())
    assert carry_out(system_actor()).repeated
    assert effects() == 1


@pytest.mark.parametrize("failure", [Refusal("不行。"), IntegrityError("taken"), RuntimeError("crash")])
def test_a_failing_act_leaves_neither_effect_nor_receipt(cast, failure):
    actor = cast.actor("district_officer")

    def act():
        record(actor, "people.person.create")
        raise failure

    with pytest.raises(type(failure)):
        run_once(actor, KEY, CONTENTS, act)
    assert (effects(), CommandReceipt.objects.count()) == (0, 0)
    assert carry_out(actor).repeated is False


def test_a_thousand_repetitions_have_one_effect(cast):
    actor = cast.actor("district_officer")
    places = {carry_out(actor).location for _ in range(1000)}
    assert (len(places), effects(), CommandReceipt.objects.count()) == (1, 1, 1)


@pytest.mark.database
@pytest.mark.parametrize("round_number", range(5))
def test_of_many_at_once_one_takes_effect_and_all_hear_the_same(race, round_number):
    actor = assemble().actor("district_officer")
    outcomes = race([lambda: carry_out(actor)] * 8)
    assert [type(outcome) for outcome in outcomes] == [Outcome] * 8
    assert len({outcome.location for outcome in outcomes}) == 1
    assert sorted(outcome.repeated for outcome in outcomes) == [False] + [True] * 7
    assert effects() == 1


@pytest.mark.database
def test_of_two_contents_under_one_key_the_second_is_refused(race):
    actor = assemble().actor("district_officer")
    other = {**CONTENTS, "fields": {"name": ["李四"]}}
    outcomes = race([lambda: carry_out(actor), lambda: carry_out(actor, contents=other)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["KeyReused", "Outcome"]
    assert effects() == 1


def test_the_receipt_holds_nothing_personal(cast):
    carry_out(cast.actor("district_officer"))
    receipt = CommandReceipt.objects.values().get()
    assert "张三" not in repr(receipt)
    assert len(receipt["digest"]) == 64


def test_the_digest_is_keyed_so_that_contents_cannot_be_guessed(settings):
    first = digest_of(CONTENTS)
    settings.SECRET_KEY = "another"  # a plain hash would not notice
    assert digest_of(CONTENTS) != first


def test_the_digest_ignores_the_order_of_fields():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of({"a": 1, "b": 2}) != digest_of({"a": 2, "b": 1})


def test_earlier_outcome_is_nothing_before_and_the_outcome_after(cast):
    actor = cast.actor("district_officer")
    assert earlier_outcome(actor, KEY, CONTENTS) is None
    done = carry_out(actor)
    assert earlier_outcome(actor, KEY, CONTENTS).location == done.location


def test_receipts_go_with_their_user(db):
    user = make_user("leaver")
    CommandReceipt.objects.create(user=user, key=KEY, digest="d")
    user.delete()
    assert CommandReceipt.objects.count() == 0


def test_what_fails_in_a_command_undoes_all_of_it_and_outside_only_itself(cast):
    actor = cast.actor("district_officer")

    @as_one()
    def fail():
        record(actor, "people.person.create")
        raise Refusal("不行。")

    def act():
        record(actor, "people.person.create")
        fail()

    with pytest.raises(Refusal, match="不行"):
        run_once(actor, KEY, CONTENTS, act)
    assert (effects(), CommandReceipt.objects.count()) == (0, 0)
    record(actor, "people.person.create")
    with pytest.raises(Refusal, match="不行"):
        fail()
    assert effects() == 1


def test_a_refusal_that_is_caught_in_a_command_fails_it_loudly(cast):
    """Even behind a savepoint, where the database alone would take half back and say that all is done."""
    actor = cast.actor("district_officer")

    @as_one()
    def fail():
        record(actor, "people.person.create")
        raise Refusal("不行。")

    def act():
        with transaction.atomic():
            record(actor, "people.person.create")
            with suppress(Refusal):
                fail()
        return Outcome("/")

    with pytest.raises(SwallowedFailure) as loud:
        run_once(actor, KEY, CONTENTS, act)
    assert str(loud.value.__cause__) == "不行。"
    assert (effects(), CommandReceipt.objects.count()) == (0, 0)
    act()  # outside a command the action undoes itself, and going on is right
    assert effects() == 1
    assert carry_out(actor).repeated is False  # and the command that failed is over


def test_an_action_in_a_command_takes_no_savepoint(cast, django_assert_num_queries):
    actor = cast.actor("district_officer")
    act = as_one()(lambda: Outcome("/"))
    with django_assert_num_queries(4):  # a savepoint of this test, the receipt looked up and kept
        run_once(actor, KEY, CONTENTS, act)
    with django_assert_num_queries(2):
        act()
