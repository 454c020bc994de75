"""What programs may write: the page's form, then the page's action, once for each Idempotency-Key."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from ninja import Header, Router, Schema, Status

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import KeyReused, Refusal
from jiangong.kit.commands.running import Outcome, run_once
from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.rest.api import ERRORS, Problem, requires
from jiangong.kit.rest.bodies import JSON, Fields, bind, flat_choices, json_object, open_fields, schema_of
from jiangong.kit.rest.cursors import one_or_404
from jiangong.kit.rest.tokens import offer_writing
from jiangong.kit.workflow import Transition, Workflow

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        pattern=r"^[!-~]+$",
        description="每个操作自拟的唯一键（例如UUID）。原样重发不会重复办理；同一个键不能用于别的内容。",
    ),
]
Seen = Annotated[
    str,
    Header(alias="If-Match", pattern=r'^"[0-9]{1,9}"$', description="读到的版本，即应答中的ETag，含引号。"),
]
WRITE_ERRORS: dict[int, type[Schema]] = {**ERRORS, **dict.fromkeys((400, 409, 412, 413), Problem)}


class Outdated(Refusal):
    """The program has not seen the latest version."""

    status = 412


class NoteForm(ActingForm):
    """A step that may be explained."""

    reason = forms.CharField(label="说明", max_length=500, required=False)


class ReasonForm(NoteForm):
    """A step that must be explained."""

    reason = forms.CharField(label="理由", max_length=500)


class Choice(Schema):
    """Something a field may be set to."""

    value: str
    label: str


class Offer(Schema):
    """A step that may be taken now, or why not, and what may be chosen in it."""

    name: str
    label: str
    blocked: str
    choices: dict[str, list[Choice]]


@dataclass(frozen=True, slots=True)
class Step:
    """How a transition is taken: its form and its action ``act(instance, cleaned, actor)``."""

    act: Callable[[Any, dict[str, Any], Actor], Any]
    form_class: type[forms.Form] | None = None

    def form_for(self, transition: Transition) -> type[forms.Form]:
        return self.form_class or (ReasonForm if transition.needs_reason else NoteForm)


@dataclass(frozen=True, slots=True)
class Resource:
    """A versioned model that programs may write; each method publishes one kind of operation."""

    router: Router
    model: type[models.Model]
    out: type[Schema]
    show: Callable[[Any], dict[str, Any]]

    def creates(
        self, summary: str, permission: str, form_class: type, act: Callable[[Any, Actor], Any]
    ) -> None:
        """``POST /``: ``act(form, actor)`` makes the object."""
        fields = open_fields(form_class)

        def create(request: HttpRequest, response: HttpResponse, key: Key) -> Any:
            body = json_object(request)
            made = self._once(
                request,
                response,
                (key, "", body),
                lambda: act(bind(form_class, fields, body, actor=request.actor), request.actor),
            )
            response["Location"] = f"{request.path}/{made.pk}"
            return Status(201, self.show(made))

        self._publish(
            "POST", "", create, permission, summary=summary, status=201, schema=schema_of(fields, whole=True)
        )

    def revises(
        self, summary: str, permission: str, form_class: type, act: Callable[[Any, Actor], Any]
    ) -> None:
        """``PATCH /{pk}``: what is sent changes, the rest stays; ``form.instance.version`` is what was seen."""
        fields = open_fields(form_class, self.model(pk=1))

        def revise(request: HttpRequest, response: HttpResponse, pk: str, key: Key, seen: Seen) -> Any:
            body = json_object(request)

            def change() -> Any:
                instance = self._seen(request, pk, seen)
                return act(
                    bind(form_class, fields, body, actor=request.actor, instance=instance), request.actor
                )

            return self.show(self._once(request, response, (key, seen, body), change))

        self._publish(
            "PATCH", "/{pk}", revise, permission, summary=summary, schema=schema_of(fields, whole=False)
        )

    def steps(self, viewing: str, workflow: Workflow, steps: Mapping[str, Step]) -> None:
        """``POST /{pk}/<transition>`` for each step, ``GET /{pk}/transitions`` for what is open now."""
        for name, step in steps.items():
            self._step(workflow.transitions[name], step)

        def offers(request: HttpRequest, pk: str) -> Any:
            found = workflow.offers(one_or_404(request, self.model, pk), request.actor)
            return [
                _offer(one, steps[one.transition.name], request.actor)
                for one in found
                if one.transition.name in steps
            ]

        operation = requires(viewing)(offers)
        self.router.get(
            "/{pk}/transitions",
            response={200: list[Offer], **ERRORS},
            summary="现在可办的步骤",
            operation_id=f"{self.model._meta.model_name}_transitions_get",
        )(operation)

    def acts(self, name: str, label: str, permission: str, step: Step) -> None:
        """``POST /{pk}/<name>`` for an act on the object that is no transition of its own state."""
        self._step(Transition(name, label, (), "", permission), step)

    def _step(self, transition: Transition, step: Step) -> None:
        form_class = step.form_for(transition)
        fields = open_fields(form_class)

        def take(request: HttpRequest, response: HttpResponse, pk: str, key: Key, seen: Seen) -> Any:
            body = json_object(request)

            def move() -> Any:
                instance = self._seen(request, pk, seen)
                form = bind(form_class, fields, body, actor=request.actor)
                return step.act(instance, form.cleaned_data, request.actor)

            return self.show(self._once(request, response, (key, seen, body), move))

        schema, path = schema_of(fields, whole=True), f"/{{pk}}/{transition.name}"
        self._publish("POST", path, take, transition.permission, summary=transition.label, schema=schema)

    def _publish(self, method: str, path: str, operation: Callable, permission: str, **facts: Any) -> None:
        offer_writing(permission)
        schema: dict[str, Any] = facts["schema"]
        extra = {"requestBody": {"required": "required" in schema, "content": {JSON: {"schema": schema}}}}
        self.router.api_operation(
            [method],
            path,
            response={facts.get("status", 200): self.out, **WRITE_ERRORS},
            summary=facts["summary"],
            openapi_extra=extra,
            operation_id=f"{self.model._meta.model_name}_{path.rpartition('/')[2].strip('{}') or 'create'}_{method.lower()}",
        )(requires(permission)(operation))

    def _seen(self, request: HttpRequest, pk: str, seen: str) -> Any:
        instance = one_or_404(request, self.model, pk)
        if etag(instance) != seen:
            raise Outdated("这条记录已经不是您读到的版本，没有保存。请重新读取，核对后再提交。")
        return instance

    def _once(
        self, request: HttpRequest, response: HttpResponse, sent: tuple[str, str, Any], act: Callable[[], Any]
    ) -> Any:
        """Carry ``act`` out under the token's own key; a repetition finds what the first made, as it is now."""
        key, seen, body = sent
        contents = {"method": request.method, "path": request.path, "seen": seen, "body": body}
        own = hashlib.sha256(f"{request.actor.program}\n{key}".encode()).hexdigest()
        try:
            outcome = run_once(request.actor, own, contents, lambda: Outcome(str(act().pk)))
        except KeyReused:
            raise KeyReused("这个Idempotency-Key已经用于另一份内容。请换一个新的键再提交。") from None
        if outcome.repeated:
            response["Idempotency-Replayed"] = "true"
        found = one_or_404(request, self.model, outcome.location)
        response["ETag"] = etag(found)
        return found


def etag(instance: Any) -> str:
    """The version as ``If-Match`` wants it back."""
    return f'"{instance.version}"'


def _offer(offer: Any, step: Step, actor: Actor) -> dict[str, Any]:
    form: Any = step.form_for(offer.transition)
    fields: Fields = form(actor=actor).fields
    choices = {
        name: [{"value": str(value), "label": label} for value, label in flat_choices(field) if value != ""]
        for name, field in fields.items()
        if hasattr(field, "choices")
    }
    return {
        "name": offer.transition.name,
        "label": offer.transition.label,
        "blocked": offer.blocked,
        "choices": choices,
    }
