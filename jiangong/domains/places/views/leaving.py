"""Forms in which the register leaves beside tables: points for a map, codes for the doors."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from jiangong.domains.places.choices import STANDING_STATES, PlaceKind, PlaceLevel, PlaceState
from jiangong.domains.places.models import Place
from jiangong.kit.audit.recording import record
from jiangong.kit.listing import Table
from jiangong.kit.pages import FurtherExport, ListPage, Page
from jiangong.kit.printing.codes import CodeLabel, print_codes
from jiangong.kit.ui.codes import qr_code

READ = (
    "pk",
    "name",
    "kind",
    "level",
    "state",
    "address",
    "hours",
    "organization__name",
    "longitude",
    "latitude",
)
NOTE = "扫码看开放时间；没开门、设施坏了，扫码告诉我们"


def write_map(page: ListPage, table: Table) -> HttpResponseBase:
    """Every filtered place that has a point, as GeoJSON (RFC 7946)."""
    rows = table.filtered.filter(longitude__isnull=False).order_by("pk").values_list(*READ)
    features = [_feature(*row) for row in rows]
    with transaction.atomic():
        record(page.actor, "places.place.export_map", rows=len(features))
    body = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    answer = HttpResponse(body, content_type="application/geo+json; charset=utf-8")
    name = f"places{timezone.localdate():%Y%m%d}.geojson"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _feature(pk: int, name: str, kind: str, level: str, state: str, *rest: Any) -> dict[str, Any]:
    address, hours, unit, longitude, latitude = rest
    return {
        "type": "Feature",
        "id": str(pk),
        "geometry": {"type": "Point", "coordinates": [float(longitude), float(latitude)]},
        "properties": {
            "名称": name,
            "类别": PlaceKind(kind).label,
            "级别": PlaceLevel(level).label,
            "状态": PlaceState(state).label,
            "地址": address,
            "开放时间": hours,
            "管理单位": unit,
        },
    }


def write_codes(page: ListPage, table: Table) -> HttpResponseBase:
    """The codes of every filtered place that stands, ready to be cut out."""
    places = table.filtered.filter(state__in=STANDING_STATES).order_by("organization__path", "name")
    labels = list(_labels(places.select_related("organization"), page.request))
    printed = print_codes(labels, f"阵地二维码{timezone.localdate():%Y%m%d}")
    with transaction.atomic():
        record(page.actor, "places.place.print_codes", rows=len(labels))
    return printed.response()


def _labels(places: Any, request: HttpRequest) -> Iterator[CodeLabel]:
    for place in places:
        address = request.build_absolute_uri(place.get_public_url())
        facts = tuple(filter(None, (place.short_kind, f"开放时间：{place.hours}" if place.hours else "")))
        yield CodeLabel(qr_code(address), place.name, facts, NOTE)


class PlaceCode(Page):
    """One place's code on a sheet."""

    permission = "places.view"
    model = Place

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place = self.get_object()
        printed = print_codes(list(_labels([place], request)), f"二维码 {place.name}")
        with transaction.atomic():
            record(self.actor, "places.place.print_codes", place)
        return printed.response()


MAP = FurtherExport("geojson", "地图数据（GeoJSON）", "map-pin", write_map)
CODES = FurtherExport("codes", "二维码（PDF，每页6个）", "qrcode", write_codes)
