"""Activities for tests."""

from datetime import date

from jiangong.domains.activities.actions import register_activity
from jiangong.domains.activities.choices import ActivityKind
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.rules import Spoken
from jiangong.kit.access.actor import Actor


def make_activity(actor: Actor, *speakers: Spoken, **facts) -> Activity:
    """A planned lecture of the actor's organization whose day has passed."""
    facts.setdefault("organization", actor.organization)
    facts.setdefault("kind", ActivityKind.LECTURE)
    facts.setdefault("title", "工会法宣讲")
    facts.setdefault("starts_on", date(2024, 5, 4))
    return register_activity(Activity(**facts), speakers, actor=actor)
