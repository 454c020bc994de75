"""The base of every screen."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.views.generic import View

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import PUBLIC, SIGNED_IN, label_of
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.pages.heads import Head, Link
from jiangong.kit.ui.parts import Empty


class Page(View):
    """Every screen: names its permission, sees only the actor's rows."""

    permission: str = ""
    model: type[ScopedModel] | Any = None
    title: str = ""
    template_name: str = ""
    section: str = ""  # key of the navigation item this page belongs to
    crumbs: tuple[Link, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.permission != PUBLIC:
            if self.actor is None:
                return redirect_to_login(request.get_full_path())
            if self.permission != SIGNED_IN and not self.actor.can(self.permission):
                raise PermissionDenied(f"您当前的任职没有“{label_of(self.permission)}”的权限。")
        return super().dispatch(request, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        """Who is acting; only public pages ever see ``None``."""
        return self.request.actor

    def get_queryset(self) -> models.QuerySet:
        return self.model.objects.visible_to(self.actor)

    def get_object(self) -> Any:
        """The page's object, or 404 for strangers exactly as for what does not exist."""
        if not hasattr(self, "_object"):
            pk = self.kwargs["pk"]
            if isinstance(pk, int) and pk >= 2**63:
                raise Http404
            self._object = self.find(pk)
        if self._object is None:
            raise Http404
        return self._object

    def find(self, pk: Any) -> Any:
        """The row of this key within the actor's reach, or nothing; one key needs no order."""
        return next(iter(self.get_queryset().filter(pk=pk).order_by()[:1]), None)

    def head(self) -> Head:
        return Head(title=self.title, crumbs=self.crumbs)

    def context(self) -> dict[str, Any]:
        """What the page's template needs beyond the head."""
        return {}

    def render(self, *, status: int = 200, **extra: Any) -> HttpResponse:
        context = {"page": self, "head": self.head(), "section": self.section, **self.context(), **extra}
        return TemplateResponse(self.request, self.template_name, context, status=status)

    def render_empty(self, empty: Empty) -> HttpResponse:
        """Only why nothing is here."""
        head = Head(title=self.title, crumbs=self.crumbs)
        context = {"page": self, "head": head, "section": self.section, "empty": empty}
        return TemplateResponse(self.request, "ui/empty_page.html", context)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.render()
