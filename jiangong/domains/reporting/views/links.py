"""Where pages of reports stand."""

from django.urls import reverse_lazy

from jiangong.kit.pages.heads import Link

MINE = Link("填报", reverse_lazy("reporting:mine"))
REVIEW = Link("审核", reverse_lazy("reporting:list"))
WINDOWS = Link("填报期", reverse_lazy("reporting:window_list"))
MATTERS = Link("问题建议", reverse_lazy("reporting:matter_list"))
INQUIRIES = Link("填报布置", reverse_lazy("reporting:inquiry_list"))
