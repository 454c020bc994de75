"""As whom a job acts: the person who asked, in the appointment they asked with, with today's rights."""

from collections.abc import Callable
from typing import Any

from jiangong.kit.access.actor import Actor, system_actor
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.jobs.models import Job

ActorSource = Callable[..., Actor]
_source: list[ActorSource] = []


def set_actor_source(source: ActorSource) -> None:
    """Say how an actor is made of ``(user, appointment_id, request_id=…)``; accounts know, the kit does not."""
    _source[:] = [source]


def actor_of_user(user: Any, appointment_id: int | None = None) -> Actor:
    """The actor a person is, for work done on their behalf without their asking."""
    return _source[0](user, appointment_id)


def actor_of(job: Job) -> Actor:
    """The actor of a job; a right that was withdrawn meanwhile stops it."""
    if job.user_id is None:
        return system_actor(job.request_id)
    user: Any = job.user
    if not user.is_active:
        raise NotAllowed("发起这项任务的账号已停用，任务没有办理。")
    actor = _source[0](user, job.appointment_id, request_id=job.request_id)
    if actor.appointment_id != job.appointment_id:
        raise NotAllowed("您发起任务时的任职已经结束，任务没有办理。请以现在的任职重新发起。")
    return actor
