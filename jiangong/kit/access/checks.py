"""System checks of the access kit."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from jiangong.kit.access.privacy import needs_entry, privacy_of
from jiangong.kit.access.scoping import ScopedModel, ScopedQuerySet


@register()
def every_text_field_is_in_the_data_register(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An unregistered personal field must not reach a database."""
    problems: list[CheckMessage] = []
    for model in apps.get_models():
        if not model.__module__.startswith("jiangong."):
            continue
        declared = privacy_of(model)
        missing = [
            f.name
            for f in model._meta.get_fields()
            if f.concrete and needs_entry(f) and f.name not in declared
        ]
        if missing:
            problems.append(
                Error(
                    f"{model._meta.label}: say in `privacy` whether these are personal: {', '.join(missing)}",
                    id="access.E001",
                )
            )
    return problems


@register()
def scoped_models_keep_an_open_default_manager(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A model with its own ``objects`` must declare ``unscoped = models.Manager()`` before it."""
    return [
        Error(
            f"{model._meta.label}: declare `unscoped = models.Manager()` before `objects`", id="access.E002"
        )
        for model in apps.get_models()
        if issubclass(model, ScopedModel)
        and isinstance(model._default_manager.get_queryset(), ScopedQuerySet)
    ]
