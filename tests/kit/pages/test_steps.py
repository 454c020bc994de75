"""A step with a form of its own: what cannot be done now says why at once, and what was overtaken changes nothing."""

import uuid

from jiangong.domains.places.actions.places import close_place, suspend_place
from jiangong.domains.places.models import Place
from tests.factories.places import make_place


def sent(**facts):
    return {"reason": "装修", "command_key": str(uuid.uuid4()), **facts}


def test_a_step_that_is_not_open_in_this_state_is_refused_with_the_state(cast):
    officer, client = cast.actor("district_officer"), cast.client("district_officer")
    place = make_place(officer)
    suspend_place(place, "装修", actor=officer)
    answer = client.get(f"/places/{place.pk}/suspend/")
    assert answer.status_code == 403
    assert "这条记录现在是“暂停开放”，不能再暂停开放。" in answer.content.decode()


def test_whoever_read_an_older_version_is_told_and_nothing_changes(cast):
    officer, client = cast.actor("district_officer"), cast.client("district_officer")
    place = make_place(officer)
    Place.objects.ungated("somebody else was first").update(version=3)
    answer = client.post(f"/places/{place.pk}/suspend/", sent(version="0"))
    assert answer.status_code == 409
    assert Place.objects.ungated("t").get().state == "open"


def test_the_head_names_the_step_and_what_it_is_about(cast):
    place = make_place(cast.actor("district_officer"))
    page = cast.client("district_officer").get(f"/places/{place.pk}/close/").content.decode()
    assert "撤销：花园路爱心驿站" in page


def test_a_repeated_submission_is_carried_out_once(cast):
    officer, client = cast.actor("district_officer"), cast.client("district_officer")
    place = make_place(officer)
    twice = sent(version="0")
    first, second = (client.post(f"/places/{place.pk}/suspend/", twice) for _ in range(2))
    assert (first.status_code, first["Location"]) == (302, f"/places/{place.pk}/")
    assert Place.objects.ungated("t").get().version == 1
    assert second.status_code in {302, 403}


def test_what_has_ended_offers_no_step(cast):
    from datetime import date

    officer = cast.actor("district_officer")
    place = make_place(officer)
    close_place(place, date(2025, 1, 1), "搬迁", actor=officer)
    answer = cast.client("district_officer").post(f"/places/{place.pk}/suspend/", sent(version="1"))
    assert answer.status_code == 403
