"""Where in the notice something was read."""

from django.db import models


class Sourced(models.Model):
    """Something read from a notice keeps its place in the notice's text; by hand it has none."""

    source_start = models.PositiveIntegerField("出处起点", null=True, editable=False)
    source_end = models.PositiveIntegerField("出处终点", null=True, editable=False)
    uncertain = models.CharField("存疑", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
