"""Error pages: what happened, what to do, and the request id to quote."""

from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = structlog.get_logger("jiangong.failure")
SENTENCES = {
    400: "这个请求无法识别。请返回上一页重新操作。",
    403: "您没有权限打开这个页面。",
    404: "没有找到这个页面。它可能已被移走，或不在您的管理范围内。",
    405: "这个地址不能直接打开。请返回上一页重新操作。",
    413: "上传的文件过大。请压缩后再上传。",
    500: "系统出了差错，已记录下来。您可以稍后再试，或把请求编号告诉管理员。",
    503: "系统正忙。请稍等片刻再试一次。",
}


def failure(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """A complete error page; API callers get problem details from their own handlers."""
    context = {
        "status": status,
        "sentence": sentence or SENTENCES.get(status, SENTENCES[500]),
        "request_id": getattr(request, "request_id", ""),
    }
    body = render_to_string("ui/failure.html", context, request=request if status != 500 else None)
    return HttpResponse(body, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = str(exception) if exception is not None and str(exception).endswith("。") else ""
    return failure(request, 403, sentence)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return failure(request, 404)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    return failure(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("csrf_refused", request_id=getattr(request, "request_id", ""), reason=reason)
    return failure(request, 403, "页面停留过久或登录状态已变化，内容没有提交。请返回上一页刷新后再提交。")
