"""Views that people keep of a list: filters, order, columns and, where it names nobody, the search."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.access.privacy import NOT_PERSONAL


def own_union_id(actor: Actor) -> int | None:
    """The union an actor acts for; an inner department acts for the union it stands in."""
    keys = ancestor_ids(actor.scope_path)
    return keys[-1] if keys and actor.organization is not None else None


class SavedViewQuerySet(models.QuerySet):
    """One's own, and what colleagues of one's own union share."""

    def visible_to(self, actor: Actor) -> Self:
        reach = models.Q(user=actor.user_id or 0)
        if (union := own_union_id(actor)) is not None:
            reach |= models.Q(organization=union)
        return self.filter(reach)


class SavedView(models.Model):
    """A list as somebody wants to see it again (视图); a view changes what is shown, never what may be seen."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="保存人"
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.CASCADE, null=True, related_name="+", verbose_name="共享给"
    )
    list_name = models.CharField("列表", max_length=80)
    name = models.CharField("名称", max_length=20)
    parameters = models.JSONField("条件", default=dict)
    created_at = models.DateTimeField("保存时间", default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    privacy: ClassVar = {
        "list_name": NOT_PERSONAL,
        "name": NOT_PERSONAL,
        "parameters": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "保存的视图"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("user", "list_name", "name"), name="one_view_of_a_name"),
        )
        indexes = (models.Index(fields=("list_name", "organization"), name="saved_view_shared"),)

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view with which somebody's list opens (默认视图)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="用户")
    list_name = models.CharField("列表", max_length=80)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="+", verbose_name="视图")

    privacy: ClassVar = {"list_name": NOT_PERSONAL}

    class Meta:
        verbose_name = "默认视图"
        constraints = (models.UniqueConstraint(fields=("user", "list_name"), name="one_default_view"),)

    def __str__(self) -> str:
        return self.list_name
