"""Forms that go on without a network: what the browser's queue asks, and what it is told.

The queue sends a form as it was typed, with its command key, and says whose it is; it is answered in JSON, because
nobody is looking at the answer.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.running import Outcome

HEADER, OWNER = "X-Offline", "X-Offline-User"
KEEP, QUEUE, COPY = "keep", "queue", "copy"


def needed(when: str, says: str = "") -> dict[str, str]:
    """Attributes of a control without which a form does not wait for a network while ``when`` matches in it.

    ``says`` is the server's sentence about it; without one the browser names the field (offline.js).
    """
    return {"data-needed-when": when, **({"data-needed-says": says} if says else {})}


def mark_kept(response: HttpResponse) -> HttpResponse:
    """Let the service worker keep this page; it keeps no other."""
    response[HEADER] = KEEP
    return response


class _NoMessages:
    """Stands in for what waits to be told: a copy made in the background must not take it from its reader."""

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def update(self, response: HttpResponse) -> list[str]:
        return []


def spare_messages(request: HttpRequest) -> None:
    """The service worker fetches a page beside the reader; what is to be said is said to the reader."""
    if request.headers.get(HEADER) == COPY:
        request._messages = _NoMessages()


def is_queued(request: HttpRequest) -> bool:
    return request.headers.get(HEADER) == QUEUE


def belongs_elsewhere(request: HttpRequest, actor: Actor) -> bool:
    """Whether somebody else has signed in since it was typed."""
    return is_queued(request) and request.headers.get(OWNER) != str(actor.user_id)


def told_elsewhere() -> HttpResponse:
    """Nothing was done; it waits for its owner."""
    return JsonResponse({"sentence": "请用填写时的账号登录。", "elsewhere": True}, status=409)


def told_accepted(outcome: Outcome) -> HttpResponse:
    return JsonResponse({"location": outcome.location})


def told_refused(form: Any, status: int) -> HttpResponse:
    """The first thing that is wrong."""
    faults = next(iter(form.errors.values()))
    return JsonResponse({"sentence": str(faults[0])}, status=status)


def told_shut(refusal: Refusal) -> HttpResponse:
    """The form takes nothing any more; nobody looks at a page the queue is shown."""
    return JsonResponse({"sentence": refusal.sentence}, status=409)
