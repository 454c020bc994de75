"""Activities and who speaks at them."""

from jiangong.domains.activities.models.activities import Activity
from jiangong.domains.activities.models.speakers import ActivitySpeaker

__all__ = ["Activity", "ActivitySpeaker"]
