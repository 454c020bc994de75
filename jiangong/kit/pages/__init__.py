"""Every screen: names its permission, sees only its actor's rows, looks like its siblings."""

from jiangong.kit.pages.actions import ActionPage, TransitionPage
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage, FormPage
from jiangong.kit.pages.heads import Action, Badge, Head, Link, Panel
from jiangong.kit.pages.lists import FurtherExport, ListPage
from jiangong.kit.pages.steps import StepPage

__all__ = [
    "Action",
    "ActionPage",
    "Badge",
    "CreatePage",
    "DetailPage",
    "EditPage",
    "FormPage",
    "FurtherExport",
    "Head",
    "Link",
    "ListPage",
    "Page",
    "Panel",
    "StepPage",
    "TransitionPage",
]
