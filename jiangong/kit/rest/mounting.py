"""The open API under its address, read with the first request to it: see docs/decisions/0025."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class OnDemand(URLResolver):
    """Leaves its module unread while only others are asked for.

    Whoever reverses the address of any page asks every resolver for its names, and so would read all of them;
    here nobody reverses a name without naming its namespace, and then Django asks for the addresses themselves.
    """

    def _populate(self) -> None:
        if "urlconf_module" in self.__dict__:
            super()._populate()


def on_demand(route: str, module: str, namespace: str) -> URLResolver:
    """The ``urlpatterns`` of a module under a route."""
    return OnDemand(RoutePattern(route), module, app_name=namespace, namespace=namespace)
