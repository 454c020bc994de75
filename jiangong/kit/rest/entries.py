"""Ledgers that are kept alike, for other systems: list, one, entering, correcting and steps of plain rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.entries import EntryBook
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag
from jiangong.kit.workflow import Workflow


class Kept(Schema):
    """What every row of a ledger tells."""

    id: str
    organization_id: str
    state: str
    version: int


def shower(out: type[Kept]) -> Callable[[Any], dict[str, Any]]:
    """Shows the fields of a schema; keys are strings."""

    def show(row: Any) -> dict[str, Any]:
        return {
            name: _key(getattr(row, name)) if name == "id" or name.endswith("_id") else getattr(row, name)
            for name in out.model_fields
        }

    return show


def _key(value: Any) -> str | None:
    return None if value is None else str(value)


@dataclass(frozen=True, slots=True)
class EntryApi:
    """The ledgers of one app."""

    app: str
    tag: str
    book: EntryBook
    void: Callable[..., Any]

    def router(
        self, model: Any, out: type[Kept], form_class: Any, workflow: Workflow, **steps: Step
    ) -> Router:
        """One ledger with its operations."""
        label, show, router = str(model._meta.verbose_name), shower(out), Router(tags=[self.tag])
        self._publish_reading(router, model, out)
        resource = Resource(router, model, out, show)
        permission = self.book.permission
        resource.creates(f"登记{label}", permission, form_class, self.book.enter_form)
        resource.revises(f"修改{label}", permission, form_class, self._revise)
        resource.steps(f"{self.app}.view", workflow, {**steps, "void": Step(self._void)})
        return router

    def _publish_reading(self, router: Router, model: Any, out: type[Kept]) -> None:
        label, show = str(model._meta.verbose_name), shower(out)

        def listed(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
            return take(model.objects.visible_to(request.actor), wanted, show)

        def read(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
            row = one_or_404(request, model, pk)
            response["ETag"] = etag(row)
            return show(row)

        for path, operation, name, answer, summary in (
            ("", listed, "list", PageOf[out], f"{label}列表"),  # type: ignore[valid-type]
            ("/{pk}", read, "read", out, f"一条{label}"),
        ):
            identity = f"{self.app}_{model._meta.model_name}_{name}"
            publish = router.get(
                path, response={200: answer, **ERRORS}, summary=summary, operation_id=identity
            )
            publish(requires(f"{self.app}.view")(operation))

    def _revise(self, form: Any, actor: Actor) -> Any:
        return self.book.revise_form(form, form.instance.version, actor)

    def _void(self, row: Any, cleaned: dict[str, Any], actor: Actor) -> Any:
        return self.void(row, cleaned["reason"], actor=actor)
