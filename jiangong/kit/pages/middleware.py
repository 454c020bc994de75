"""Around every request: an identity for it, and refusals as pages instead of crashes."""

import secrets
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages.failures import failure

log = structlog.get_logger("jiangong.request")
GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdentity:
    """Gives each request an id that appears in logs, audit rows and on error pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = secrets.token_hex(8)
        request.actor = None
        response = self.get_response(request)
        response["X-Request-Id"] = request.request_id
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "actor", None) is not None:
            response.setdefault("Cache-Control", "no-store")
        return response


class BodyLimit:
    """Refuses an oversized request before a byte of it is spooled to disk."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > settings.LARGEST_REQUEST:
            return failure(request, 413)
        return self.get_response(request)


class Refusals:
    """A refusal that no page caught becomes a page of its own; a stalled database says to wait."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return self._not_allowed(request, response)
        return response

    def _not_allowed(self, request: HttpRequest, bare: HttpResponse) -> HttpResponse:
        page = failure(request, bare.status_code)
        page["Allow"] = bare["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal):
            return failure(request, error.status, error.sentence)
        if isinstance(error, OperationalError):
            log.error("database_unavailable", request_id=request.request_id, error=str(error))
            return failure(request, 503, "系统正忙，您的内容没有保存。请稍等片刻再试一次。")
        if isinstance(error, IntegrityError):  # two at once: the constraint let the first one through
            # The first line names the constraint; the next ones may quote the row.
            log.error("constraint_refused", request_id=request.request_id, error=str(error).split("\n")[0])
            return failure(request, 409)
        return None
