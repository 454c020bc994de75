"""The pages of jobs: live progress, stop, try again; nobody sees another's."""

import uuid

import pytest
from django.urls import reverse

from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.queue import enqueue
from jiangong.kit.jobs.registry import job


@job("tests.page", "整理台账")
def page(progress, *, actor):
    return {"message": "好了。"}


@pytest.fixture
def waiting(cast) -> Job:
    return enqueue("tests.page", actor=cast.actor("district_officer"))


def post(client, name: str, made: Job):
    return client.post(reverse(f"jobs:{name}", args=[made.pk]), {"command_key": str(uuid.uuid4())})


def test_list_shows_my_jobs_with_state(cast, waiting):
    text = cast.client("district_officer").get(reverse("jobs:list")).content.decode()
    assert "整理台账" in text
    assert "等待中" in text
    assert "整理台账" not in cast.client("neighbour_officer").get(reverse("jobs:list")).content.decode()


@pytest.mark.parametrize("name", ["detail", "progress"])
def test_job_of_another_is_not_found(cast, waiting, name):
    assert cast.client("neighbour_officer").get(reverse(f"jobs:{name}", args=[waiting.pk])).status_code == 404
    assert post(cast.client("neighbour_officer"), "cancel", waiting).status_code == 404
    assert Job.objects.get().state == JobState.QUEUED


def test_detail_asks_again_while_the_job_runs(cast, waiting):
    Job.objects.update(state=JobState.RUNNING, done=1200, total=5000, note="正在核对。")
    text = cast.client("district_officer").get(waiting.get_absolute_url()).content.decode()
    assert f'hx-get="/jobs/{waiting.pk}/progress/"' in text
    assert "1,200/5,000" in text
    assert "正在核对。" in text


def test_progress_reloads_the_page_at_the_end(cast, waiting):
    client = cast.client("district_officer")
    address = reverse("jobs:progress", args=[waiting.pk])
    assert "HX-Refresh" not in client.get(address).headers
    Job.objects.update(state=JobState.SUCCEEDED)
    assert client.get(address).headers["HX-Refresh"] == "true"


def test_owner_stops_and_asks_again(cast, waiting):
    client = cast.client("district_officer")
    assert post(client, "cancel", waiting).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == JobState.CANCELLED
    post(client, "retry", waiting)
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["cancelled", "queued"]


def test_system_administrator_cannot_repeat_anothers_job(cast, waiting):
    Job.objects.update(state=JobState.FAILED)
    client = cast.client("system_admin")
    assert "重新办理" not in client.get(waiting.get_absolute_url()).content.decode()
    assert post(client, "retry", waiting).status_code == 404


def test_result_leads_to_addresses_of_this_site_only(waiting):
    for address, shown in (
        ("/people/", "/people/"),
        ("//evil.example/", ""),
        ("https://evil.example", ""),
        (7, ""),
    ):
        assert Job(result={"url": address}).result_url == shown
