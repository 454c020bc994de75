"""Who acts, and how far they see."""

import dataclasses

import pytest

from jiangong.kit.access.actor import EVERYWHERE, NOWHERE, Actor, system_actor
from jiangong.kit.access.permissions import all_permissions


def test_can_names_exactly_the_permissions_held():
    actor = Actor(None, None, frozenset({"people.view"}), "/1/2/")
    assert (actor.can("people.view"), actor.can("people.edit"), actor.can("")) == (True, False, False)


@pytest.mark.parametrize(
    ("path", "everything"), [(NOWHERE, False), (EVERYWHERE, True), ("/1/", True), ("/1/2/", False)]
)
def test_only_the_federation_and_the_system_see_everything(path, everything):
    assert Actor(None, None, frozenset(), path).sees_everything is everything


def test_system_actor_holds_every_permission_and_no_user():
    actor = system_actor("abc")
    assert actor.permissions == frozenset(all_permissions())
    assert (actor.user_id, actor.organization_id, actor.is_system, actor.request_id) == (
        None,
        None,
        True,
        "abc",
    )


def test_actor_cannot_be_changed_after_it_was_built():
    with pytest.raises(dataclasses.FrozenInstanceError):
        system_actor().scope_path = EVERYWHERE
