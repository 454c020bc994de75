"""Circulars as a list."""

from django.db import models

from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.models import Circular
from jiangong.kit.listing import Column, DateRangeFilter, Table, View

STATE_TONES = {CircularState.DRAFT: "warn", CircularState.ISSUED: "ok", CircularState.VOID: "mute"}


class CircularTable(Table):
    """Every circular within reach."""

    model = Circular
    columns = (
        Column("title", "标题"),
        Column("official_number", "文号", kind="short"),
        Column("plan", "计划", ("plan__title",), hidden=True),
        Column("as_of", "数据截至", kind="short", sort=("as_of",)),
        Column("organization", "编制单位", ("organization__name",), hidden=True),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
    )
    filters = (DateRangeFilter("as_of", "数据截至"),)
    views = (
        View("draft", "草稿", models.Q(state=CircularState.DRAFT)),
        View("issued", "已印发", models.Q(state=CircularState.ISSUED)),
        View("void", "已作废", models.Q(state=CircularState.VOID)),
    )
    search = ("title", "official_number", "plan__title")
    search_hint = "标题、文号、计划"
    ordering = ("-as_of", "-pk")
    export_name = "进度通报"
    url_name = "statistics:circular_detail"
    empty_title = "还没有进度通报"
    empty_text = "在进度看板点“编制通报”，数据从看板来，印发时固定。"
