"""Where the apps above hang on: panels on the card, what a change of the tree moves, and its news."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.dispatch import Signal

# Sent inside the transaction once a change has taken effect, with: organization, kind, effective_on, actor.
reorganized = Signal()

PanelSource = Callable[[Any, Any], Any]  # (organization, actor) → a Panel of kit.pages, or None
ConsequenceSource = Callable[[str, date], str]  # (path, day) → "12名会员随之移动", or ""

organization_panels: list[PanelSource] = []
consequence_sources: list[ConsequenceSource] = []
