"""Nobody overwrites what they have not seen: an UPDATE that names the version it read."""

from typing import Any

from django.db import models
from django.utils import timezone

from jiangong.kit.commands.errors import Conflict
from jiangong.kit.loading import update_row


class VersionedModel(models.Model):
    """A row edited by several people; ``version`` rises with every write."""

    version = models.PositiveIntegerField("版本", default=0, editable=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        abstract = True


def save_if_unchanged(instance: Any, version: int, fields: list[str]) -> None:
    """Write ``fields`` if the row still has ``version``; otherwise say that somebody was first."""
    instance.updated_at = timezone.now()
    values = {name: getattr(instance, name) for name in (*fields, "updated_at")}
    if not update_row(instance, {**values, "version": version + 1}, {"version": version}):
        raise Conflict("在您编辑期间，别人已经修改了这条记录。您填写的内容还在，请打开最新内容核对后再保存。")
    instance.version = version + 1
