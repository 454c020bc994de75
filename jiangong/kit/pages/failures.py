"""Error pages: what happened, what to do, and the request id to quote."""

import sys
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

API_PREFIX = "/api/"
PROBLEM = "application/problem+json"
TOO_MANY = "一次提交的内容过多，没有保存。请减少选中的条目，分几次提交。"
log = structlog.get_logger("jiangong.failure")
SENTENCES = {
    400: "请返回上一页重新操作。",
    403: "您没有权限打开这个页面。",
    404: "它可能已被移走，或不在您的管理范围内。",
    405: "请返回上一页，用页面上的按钮操作。",
    409: "别人刚刚提交了同样的内容，您的没有保存。请返回上一页核对后再提交。",
    413: "提交的内容过多或文件过大。请减少内容，或压缩文件后再提交。",
    500: "系统出了差错，已记录下来。您可以稍后再试，或把请求编号告诉管理员。",
    503: "系统正忙。请稍等片刻再试一次。",
}
PROGRAM_SENTENCES = {
    404: "没有这个地址。请对照openapi.json检查。",
    405: "这个地址不支持这种方法。请对照openapi.json检查。",
}


def failure(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """A complete error page, or problem details for a program."""
    usual = SENTENCES.get(status, SENTENCES[500])
    if request.path.startswith(API_PREFIX):
        return problem(request, status, sentence or PROGRAM_SENTENCES.get(status, usual))
    sentence = sentence or usual
    request_id = getattr(request, "request_id", "")
    context = {"status": status, "sentence": sentence, "request_id": request_id}
    # When the system itself is ill the page is drawn without its frame, which would ask the database.
    body = render_to_string("ui/failure.html", context, request=request if status < 500 else None)
    return HttpResponse(body, status=status)


def problem(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    """RFC 9457: the same sentence in a form that programs read."""
    body = {
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": getattr(request, "request_id", ""),
        **more,
    }
    return JsonResponse(body, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return failure(request, 413, TOO_MANY)
    return failure(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure(request, 403, _sentence_of(exception))


def _sentence_of(exception: Exception | None) -> str:
    """What a view said to the reader; Django's own words are for developers."""
    return str(exception) if exception is not None and str(exception).endswith("。") else ""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure(request, 404, _sentence_of(exception))


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """Also what fails before any page is reached: without a database nobody can even be recognised."""
    return failure(request, 503 if isinstance(sys.exception(), OperationalError) else 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("csrf_refused", request_id=getattr(request, "request_id", ""), reason=reason)
    return failure(request, 403, "页面停留过久或登录状态已变化，内容没有提交。请返回上一页刷新后再提交。")
