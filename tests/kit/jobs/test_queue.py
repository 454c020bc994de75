"""Jobs: exactly one worker per attempt, nothing lost, every end is told."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, Refusal
from jiangong.kit.jobs.models import Job, JobState
from jiangong.kit.jobs.progress import Cancelled, Interrupted, LeaseLost, Progress
from jiangong.kit.jobs.queue import cancel_job, claim, enqueue, finish, keep, retry_job
from jiangong.kit.jobs.registry import job
from jiangong.kit.jobs.running import pause_after, run_due, run_job
from jiangong.kit.messaging.models import Message

seen: list[dict] = []


@job("tests.note", "记一笔")
def note(progress, *, actor, word: str):
    progress.report(1, 2, "一半")
    seen.append({"word": word, "user": actor.user_id, "appointment": actor.appointment_id})
    return {"message": f"记下了{word}。", "url": "/documents/"}


@job("tests.refuse", "拒绝", max_attempts=5)
def refuse(progress, *, actor):
    raise Refusal("文件是空的，请换一份。")


@job("tests.crash", "崩溃", max_attempts=3)
def crash(progress, *, actor):
    raise RuntimeError("secret details")


@job("tests.endless", "没有尽头")
def endless(progress, *, actor):
    for number in range(10**9):
        progress.report(number)


@pytest.fixture(autouse=True)
def _fresh():
    seen.clear()


@pytest.mark.database
def test_enqueued_job_runs_as_the_person_who_asked(cast):
    actor = cast.actor("district_officer")
    made = enqueue("tests.note", actor=actor, word="甲")
    assert run_due() == 1
    made.refresh_from_db()
    assert (made.state, made.done, made.total, made.note) == (JobState.SUCCEEDED, 1, 2, "一半")
    assert (made.message, made.result_url) == ("记下了甲。", "/documents/")
    assert seen == [{"word": "甲", "user": actor.user_id, "appointment": actor.appointment_id}]


def test_enqueue_of_an_undeclared_job_is_a_programming_error(db):
    with pytest.raises(LookupError, match="no job is declared"):
        enqueue("tests.unknown", actor=system_actor())


@pytest.mark.django_db(transaction=True)
def test_job_of_a_rolled_back_command_never_exists():
    with transaction.atomic():
        enqueue("tests.note", actor=system_actor(), word="乙")
        transaction.set_rollback(True)
    assert (Job.objects.count(), run_due()) == (0, 0)


def test_refusal_ends_the_job_at_once_and_tells_the_owner(cast):
    made = enqueue("tests.refuse", actor=cast.actor("district_officer"))
    run_due()
    made.refresh_from_db()
    assert (made.state, made.attempts, made.error) == (JobState.FAILED, 1, "文件是空的，请换一份。")
    told = Message.objects.get()
    assert (told.user_id, told.title, told.url) == (
        cast.users["district_officer"].pk,
        "拒绝没有完成",
        f"/jobs/{made.pk}/",
    )


def test_crash_is_retried_with_growing_pauses_and_then_given_up(cast):
    made = enqueue("tests.crash", actor=cast.actor("district_officer"))
    for attempt, wait in ((1, 5), (2, 20)):
        assert run_due() == 1
        made.refresh_from_db()
        assert (made.state, made.attempts) == (JobState.QUEUED, attempt)
        assert timedelta(seconds=wait - 2) < made.run_at - timezone.now() <= timedelta(seconds=wait)
        Job.objects.update(run_at=timezone.now())
    run_due()
    made.refresh_from_db()
    assert (made.state, made.attempts) == (JobState.FAILED, 3)
    assert made.error == f"系统出了差错，任务没有完成。请把任务编号{made.pk}告诉系统管理员。"
    assert Message.objects.count() == 1


def test_pauses_end_at_a_quarter_of_an_hour():
    assert [pause_after(n).total_seconds() for n in (1, 2, 3, 4, 9)] == [5, 20, 80, 320, 900]


@pytest.mark.database
def test_job_whose_worker_was_killed_is_taken_up_again(db):
    enqueue("tests.note", actor=system_actor(), word="丙")
    first = claim()
    assert claim() is None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = claim()
    assert (second.pk, second.attempts) == (first.pk, 2)
    assert finish(first, JobState.SUCCEEDED) is False
    assert finish(second, JobState.SUCCEEDED) is True


def test_kept_lease_is_not_taken_over(db):
    enqueue("tests.note", actor=system_actor(), word="丁")
    held = claim()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    keep([(held.pk, held.attempts)])
    assert claim() is None


def test_expired_lease_of_a_job_this_process_is_busy_with_is_left_alone(db):
    enqueue("tests.note", actor=system_actor(), word="戊")
    held = claim()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim(busy=[held.pk]) is None
    assert claim().pk == held.pk


def test_job_that_kills_every_worker_is_given_up(db):
    enqueue("tests.note", actor=system_actor(), word="己")
    for _ in range(3):
        claim()
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run_due() == 1
    assert Job.objects.get().error == "任务多次中断，没有完成。请稍后重新办理，或联系系统管理员。"
    assert seen == []


def test_waiting_job_is_cancelled_at_once(cast):
    actor = cast.actor("district_officer")
    made = enqueue("tests.note", actor=actor, word="庚")
    cancel_job(made, actor=actor)
    assert (run_due(), Job.objects.get().state) == (0, JobState.CANCELLED)
    assert AuditEntry.objects.filter(verb="jobs.job.cancel", target_id=str(made.pk)).count() == 1
    with pytest.raises(Conflict, match="已经结束"):
        cancel_job(made, actor=actor)


def test_running_job_is_cancelled_at_its_next_report(cast):
    actor = cast.actor("district_officer")
    made = enqueue("tests.endless", actor=actor)
    held = claim()
    cancel_job(held, actor=actor)
    run_job(held, Progress(held))
    made.refresh_from_db()
    assert made.state == JobState.CANCELLED


def test_interrupted_job_waits_again_without_losing_an_attempt(db):
    made = enqueue("tests.endless", actor=system_actor())
    held = claim()
    progress = Progress(held)
    progress.stop(Interrupted)
    run_job(held, progress)
    made.refresh_from_db()
    assert (made.state, made.attempts, made.max_attempts) == (JobState.QUEUED, 1, 4)


def test_report_after_the_lease_was_lost_stops_the_job(db):
    enqueue("tests.endless", actor=system_actor())
    held = claim()
    progress = Progress(held)
    Job.objects.update(attempts=2)
    progress.write()
    with pytest.raises(LeaseLost):
        progress.report(1)


def test_progress_is_written_only_when_asked_and_learns_of_a_stop(db):
    enqueue("tests.note", actor=system_actor(), word="辛")
    progress = Progress(claim())
    progress.report(7, 9, "很长" * 200)
    assert Job.objects.get().done == 0
    progress.write()
    assert (Job.objects.get().done, Job.objects.get().total, len(Job.objects.get().note)) == (7, 9, 200)
    Job.objects.update(cancel_requested=True)
    progress.write()
    with pytest.raises(Cancelled):
        progress.report(8)


def test_job_of_a_person_whose_appointment_ended_is_refused(cast):
    made = enqueue("tests.note", actor=cast.actor("district_officer"), word="壬")
    cast.users["district_officer"].appointments.update(revoked_at=timezone.now())
    run_due()
    made.refresh_from_db()
    assert made.error == "您发起任务时的任职已经结束，任务没有办理。请以现在的任职重新发起。"


def test_job_of_a_disabled_account_is_refused(cast):
    made = enqueue("tests.note", actor=cast.actor("district_officer"), word="癸")
    user = cast.users["district_officer"]
    user.is_active = False
    user.save()
    run_due()
    made.refresh_from_db()
    assert made.error == "发起这项任务的账号已停用，任务没有办理。"


def test_job_that_no_longer_exists_after_an_upgrade_is_closed(db):
    Job.objects.create(name="tests.dropped", max_attempts=1)
    run_due()
    assert Job.objects.get().error == "系统升级后不再有这类任务，请重新发起。"


def test_failed_job_is_asked_for_again_as_a_new_one(cast):
    actor = cast.actor("district_officer")
    made = enqueue("tests.refuse", actor=actor)
    run_due()
    made.refresh_from_db()
    again = retry_job(made, actor=actor)
    assert (again.pk != made.pk, again.state, again.arguments) == (True, JobState.QUEUED, {})
    Job.objects.filter(pk=made.pk).update(state=JobState.SUCCEEDED)
    made.refresh_from_db()
    with pytest.raises(Refusal, match="只有未完成"):
        retry_job(made, actor=actor)


def test_visible_jobs_are_ones_own_and_all_for_the_system_administrator(cast):
    mine = enqueue("tests.note", actor=cast.actor("district_officer"), word="甲")
    enqueue("tests.note", actor=cast.actor("neighbour_officer"), word="乙")
    assert list(Job.objects.visible_to(cast.actor("district_officer"))) == [mine]
    assert Job.objects.visible_to(cast.actor("city_officer")).count() == 0
    assert Job.objects.visible_to(cast.actor("system_admin")).count() == 2


@pytest.mark.database
@pytest.mark.usefixtures("shared_database")
def test_four_workers_never_run_one_attempt_twice():
    for number in range(40):
        enqueue("tests.note", actor=system_actor(), word=str(number))
    taken: list[int] = []

    def work() -> None:
        try:
            while (held := claim()) is not None or Job.objects.filter(state=JobState.QUEUED).exists():
                if held is not None:
                    taken.append(held.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (len(taken), len(set(taken))) == (40, 40)
