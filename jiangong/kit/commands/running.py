"""Run a command exactly once: its receipt is kept in the same transaction as its effect."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.compiled import compiled
from jiangong.kit.commands.errors import KeyReused
from jiangong.kit.commands.models import CommandReceipt
from jiangong.kit.loading import insert_rows


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
    """Carry ``act`` out under ``key``; a repetition returns the first outcome, other contents are refused.

    Of two at once the database lets one keep its receipt; what the other has done goes with its own.
    """
    if first := earlier_outcome(actor, key, contents):
        return first
    digest = digest_of(contents)  # here it keeps nobody waiting
    try:
        with transaction.atomic():
            outcome = _carried_out(act)
            kept = {"location": outcome.location, "message": outcome.message}
            insert_rows([CommandReceipt(user_id=actor.user_id, key=key, digest=digest, **kept)])
            return outcome
    except Exception:
        # Whoever was first may have made what this one stumbled over.
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
    found = _receipts(actor.user_id, key)
    if not found:
        return None
    first = found[0]
    if not hmac.compare_digest(first.digest, digest_of(contents)):
        raise KeyReused("这张表单已经提交过，内容又有改动。请重新打开页面，核对后再提交。")
    return Outcome(first.location, first.message, repeated=True)


@compiled
def _receipts(user: int | None, key: str) -> QuerySet[CommandReceipt]:
    return CommandReceipt.objects.filter(user_id=user, key=key)


def digest_of(contents: Mapping[str, Any]) -> str:
    """A keyed digest: contents may be personal and a bare hash could be guessed."""
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
