"""Places, their inspections, and what people at the door say."""

from jiangong.domains.places.models.inspections import Inspection
from jiangong.domains.places.models.places import Place, make_code
from jiangong.domains.places.models.reports import PlaceReport

__all__ = ["Inspection", "Place", "PlaceReport", "make_code"]
