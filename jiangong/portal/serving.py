"""The two programs that ``serve`` keeps running, forked from one process that has loaded everything they share."""

import gc
import sys
from collections.abc import Callable
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from jiangong.kit.listing.apart import prepare

ASKED_FIRST = ("concrete_fields", "fields_map", "related_objects")  # of every model, by its first query


def load_pages() -> None:
    """Import what the first page would: every screen, the middleware around it, what models find out about themselves."""
    gc.disable()
    import_module(settings.ROOT_URLCONF)
    for path in settings.MIDDLEWARE:
        import_module(path.rpartition(".")[0])
    for model in apps.get_models(include_auto_created=True):
        for known in ASKED_FIRST:
            getattr(model._meta, known)
    gc.freeze()  # looking through it again and again would only unshare the memory of forked processes
    gc.enable()


def serve_pages(host: str, port: int) -> None:
    """Granian with its workers, which take the application from ``wsgi.py``; one process makes the exports of all."""
    prepare()
    Server(
        "jiangong.config.wsgi:application",
        host,
        port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.WORKERS,
        blocking_threads=max(settings.THREADS, 1),
        respawn_failed_workers=True,
        workers_kill_timeout=20,
        log_level=LogLevels.warning,
    ).serve()


def told(act: Callable[[], object]) -> Callable[[], None]:
    """The same act for a process of its own: what is wrong is said in a sentence, not in a traceback."""

    def run() -> None:
        try:
            act()
        except CommandError as error:
            sys.exit(str(error))

    return run


def do_work() -> None:
    """The worker, as ``jiangong work`` runs it."""
    call_command("work")
