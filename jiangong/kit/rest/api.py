"""What every operation of the API shares: bearer tokens, permissions, problem details."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from threading import Lock
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from jiangong.kit.access.permissions import label_of
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages.failures import PROBLEM, problem
from jiangong.kit.rest.tokens import actor_of_token


class Fault(Schema):
    """One thing that is wrong, and in which field; without one it is about the whole."""

    field: str
    detail: str


class Problem(Schema):
    """RFC 9457: what went wrong, in words a person can act on."""

    title: str
    status: int
    detail: str
    request_id: str
    errors: list[Fault] = []


class Bearer(HttpBearer):
    """``Authorization: Bearer jg_…``; the token becomes the request's actor."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        request.actor = actor_of_token(
            token, address=request.META.get("REMOTE_ADDR", ""), request_id=request.request_id
        )
        return request.actor


def requires(permission: str) -> Callable:
    """Name the permission of an operation; a token without it is refused."""

    def declare(operation: Callable) -> Callable:
        @wraps(operation)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.actor.can(permission):
                raise HttpError(403, f"这个令牌没有“{label_of(permission)}”的权限。")
            return operation(request, *args, **kwargs)

        checked.permission = permission
        return checked

    return declare


class Api(NinjaAPI):
    """Publishes what it really sends: errors are problem details, not plain JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._published: dict[str, OpenAPISchema] = {}
        self._publishing = Lock()

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Made with the first request, which takes seconds: it speaks of the code, and of requests only the prefix."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        with self._publishing:
            if prefix not in self._published:
                self._published[prefix] = self._make_schema(prefix)
        return self._published[prefix]

    def _make_schema(self, prefix: str) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=prefix)
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, response in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST:
                        response["content"] = {PROBLEM: response["content"]["application/json"]}
        return schema


def make_api() -> NinjaAPI:
    """An API with our authentication and our way of saying no."""
    api = Api(
        title="建功开放接口",
        version="1",
        description="按令牌所属组织的范围和令牌写明的权限读写；编号为字符串，号码一律掩码。",
        auth=Bearer(),
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="api",
    )
    api.add_exception_handler(AuthenticationError, lambda request, _: _unknown(request))
    api.add_exception_handler(
        Http404, lambda request, _: problem(request, 404, "没有找到，或不在令牌的范围内。")
    )
    api.add_exception_handler(
        HttpError, lambda request, error: problem(request, error.status_code, str(error))
    )
    api.add_exception_handler(Refusal, _refused)
    # Ninja's types speak of the class too; it only ever hands over what was raised.
    api.add_exception_handler(ValidationError, _invalid)  # type: ignore[arg-type]
    return api


def _unknown(request: HttpRequest) -> HttpResponse:
    response = problem(request, 401, "令牌缺失、无效或已过期。请在请求头Authorization里给出有效令牌。")
    response["WWW-Authenticate"] = "Bearer"
    return response


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    """A refusal's sentence; with the fields it is about, if it names any."""
    faults = getattr(refusal, "faults", None) or (
        [(refusal.field, refusal.sentence)] if refusal.field else []
    )
    errors = [{"field": field, "detail": sentence} for field, sentence in faults]
    return problem(request, refusal.status, refusal.sentence, **({"errors": errors} if errors else {}))


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = "、".join(sorted({str(one["loc"][-1]) for one in error.errors}))
    return problem(request, 422, f"这些参数不正确：{names}。请对照openapi.json检查。")


# The error answers every operation declares, so that the published schema is complete.
ERRORS: dict[int, type[Schema]] = dict.fromkeys((401, 403, 404, 422, 503), Problem)
