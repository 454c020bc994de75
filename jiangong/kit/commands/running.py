"""Run a command exactly once: the key is stored first, in the same transaction as the effect."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import KeyReused
from jiangong.kit.commands.models import CommandReceipt


class SwallowedFailure(RuntimeError):
    """Part of a command failed, and the code around it went on; a mistake in the program, so nobody's sentence."""


@dataclass(slots=True)
class Command:
    """What is being carried out under one key, and what failed in it for good."""

    failure: Exception | None = None


_running: ContextVar[Command | None] = ContextVar("running", default=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a command leads and what is said about it."""

    location: str
    message: str = ""
    repeated: bool = False


@contextmanager
def as_one() -> Iterator[None]:
    """An action, whole or not at all: a transaction, or a savepoint in another one.

    In a command it needs neither: what fails there fails the command and all it has done, even if somebody
    catches it, since no savepoint takes back what was written before.
    """
    command = _running.get()
    try:
        with transaction.atomic(savepoint=command is None):
            yield
    except Exception as failure:
        if command is not None:
            command.failure = failure
        raise


def run_once(actor: Actor, key: str, contents: Mapping[str, Any], act: Callable[[], Outcome]) -> Outcome:
    """Carry ``act`` out under ``key``; a repetition returns the first outcome, other contents are refused."""
    try:
        with transaction.atomic():
            receipt = CommandReceipt(user_id=actor.user_id, key=key, digest=digest_of(contents))
            receipt.save(force_insert=True)
            outcome = _carried_out(act)
            receipt.location, receipt.message = outcome.location, outcome.message
            receipt.save(update_fields=("location", "message"))
            return outcome
    except IntegrityError:
        if (first := earlier_outcome(actor, key, contents)) is None:
            raise
        return first


def _carried_out(act: Callable[[], Outcome]) -> Outcome:
    command = Command()
    before = _running.set(command)
    try:
        outcome = act()
    finally:
        _running.reset(before)
    if command.failure is not None:
        raise SwallowedFailure("A failure in a command was caught and not raised again.") from command.failure
    return outcome


def earlier_outcome(actor: Actor, key: str, contents: Mapping[str, Any]) -> Outcome | None:
    """What this very command led to when it was carried out before; nothing if it never was."""
    first = CommandReceipt.objects.filter(user_id=actor.user_id, key=key).first()
    if first is None:
        return None
    if not hmac.compare_digest(first.digest, digest_of(contents)):
        raise KeyReused("这张表单已经提交过，内容又有改动。请重新打开页面，核对后再提交。")
    return Outcome(first.location, first.message, repeated=True)


def digest_of(contents: Mapping[str, Any]) -> str:
    """A keyed digest: contents may be personal and a bare hash could be guessed."""
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
