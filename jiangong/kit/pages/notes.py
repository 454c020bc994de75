"""What is said once, on the next page: the newest few notes and no heap of them."""

from typing import Any

from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse

MOST = 5


class NewestNotes(FallbackStorage):
    """Django's own in a cookie, without what would only be in the way of whoever sends forms and looks at none.

    A program, a queue or a second window collects a note with each form; carried to and fro they would slow
    every request and end in the session.
    """

    def _store(self, messages: list[Any], response: HttpResponse, *args: Any, **kwargs: Any) -> list[Any]:
        return super()._store(messages[-MOST:], response, *args, **kwargs)
