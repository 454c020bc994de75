"""The tree of today or any other day, opened branch by branch."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.organizations.queries import members_as_of
from jiangong.domains.organizations.views.organizations import CRUMBS, SECTION
from jiangong.kit.pages import Action, Head, Page
from jiangong.kit.ui.parts import Node
from jiangong.lib.dates import format_day
from jiangong.lib.digits import whole_number


class OrganizationTree(Page):
    """What stood under what on a day."""

    permission = "organizations.view"
    model = Organization
    title = "组织树"
    section = SECTION
    crumbs = CRUMBS
    template_name = "organizations/tree.html"

    @property
    def day(self) -> date:
        """The day asked for; an impossible one is today."""
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return timezone.localdate()

    def root(self) -> Organization | None:
        wanted = self.request.GET.get("root", "")
        key = whole_number(wanted)
        return None if key is None else self.get_queryset().filter(pk=key).first()

    def head(self) -> Head:
        listing = Action("按列表看", reverse("organizations:list"), "list")
        return Head(self.title, self.crumbs, meta=(f"{format_day(self.day)}的组织",), actions=(listing,))

    def context(self) -> dict[str, Any]:
        root = self.root()
        return {
            "day": self.day,
            "is_today": self.day == timezone.localdate(),
            "root": root,
            "nodes": self.tops(root),
            "tree_url": reverse("organizations:tree"),
            "list_url": reverse("organizations:list"),
        }

    def tops(self, root: Organization | None) -> list[Node]:
        """The highest organization that may be seen, open, with its members."""
        if root is not None:
            tops = members_as_of(root.parent, self.day, self.actor) if root.parent_id else None
            spans = (tops if tops is not None else self.highest()).filter(organization=root)
        else:
            spans = self.highest()
        return [self.node(span, self.below(span.organization)) for span in spans[:1]]

    def highest(self) -> models.QuerySet[OrganizationSpan]:
        return members_as_of(None, self.day, self.actor).select_related("organization")

    def below(self, parent: Organization) -> list[Node]:
        return [self.node(span) for span in members_as_of(parent, self.day, self.actor)]

    def node(self, span: Any, children: list[Node] | None = None) -> Node:
        """One line: the name of that day, its kind, how many stood below."""
        below = reverse("organizations:tree_below", args=[span.organization_id])
        return Node(
            label=span.name,
            url=reverse("organizations:detail", args=[span.organization_id]),
            note=OrganizationKind(span.kind).label,
            count=span.size or None,
            open=children is not None,
            children=children or (),
            children_url=f"{below}?on={self.day}" if span.size and children is None else "",
        )


class OrganizationTreeBelow(OrganizationTree):
    """One branch, fetched when it is opened; without scripts a page of its own."""

    template_name = "organizations/tree.html"

    def context(self) -> dict[str, Any]:
        if self.request.htmx:
            self.template_name = "ui/components/tree.html"
        return {**super().context(), "nodes": self.below(self.get_object())}
