"""The peer of X5: a plain Django form that inserts the same rows, with Django's own session, sign-in and CSRF check.

One file, the product's database settings (durable as the product's), and none of its guarantees: no audit, no
idempotency, no versions, no checks against ledgers, nothing summed. ``from benchmarks import plain_form``
"""

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from jiangong.config import env

VAR = Path(os.environ["PLAIN_VAR"])
LINES = 12

settings.configure(
    SECRET_KEY="only a measurement",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    SESSION_COOKIE_NAME="session",
    CSRF_COOKIE_NAME="csrf",
    DATABASES={"default": env.database(os.environ.get("PLAIN_DATABASE", ""), VAR, 4)},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django import forms  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.contrib.sessions.models import Session  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import get_object_or_404, redirect  # noqa: E402
from django.urls import path  # noqa: E402
from django.utils import timezone  # noqa: E402


class Sheet(models.Model):  # noqa: DJ008 - nobody reads it
    """One unit's report."""

    owner = models.ForeignKey(User, models.CASCADE)
    state = models.CharField(max_length=10, default="draft")
    note = models.CharField(max_length=200, blank=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "plain"


class Entry(models.Model):  # noqa: DJ008 - nobody reads it
    """One of its lines."""

    sheet = models.ForeignKey(Sheet, models.CASCADE)
    goal = models.IntegerField()
    stated = models.DecimalField(max_digits=16, decimal_places=4)

    class Meta:
        app_label = "plain"
        constraints = (models.UniqueConstraint(fields=("sheet", "goal"), name="plain_line"),)


class Figure(models.Model):  # noqa: DJ008 - nobody reads it
    """The same figure where sums read it."""

    owner = models.ForeignKey(User, models.CASCADE)
    goal = models.IntegerField()
    dated_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        app_label = "plain"


class SheetForm(forms.Form):
    """Twelve numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for goal in range(LINES):
            self.fields[f"stated-{goal}"] = forms.DecimalField(min_value=0, max_digits=16, decimal_places=4)


@login_required
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(Sheet, pk=pk, owner=request.user)
    form = SheetForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.as_p(), status=422)
    with transaction.atomic():
        said = [(goal, form.cleaned_data[f"stated-{goal}"]) for goal in range(LINES)]
        Entry.objects.bulk_create(Entry(sheet=sheet, goal=goal, stated=one) for goal, one in said)
        today = timezone.localdate()
        Figure.objects.bulk_create(
            Figure(owner_id=sheet.owner_id, goal=goal, dated_on=today, amount=int(one * 10_000))
            for goal, one in said
        )
        sheet.state, sheet.submitted_at = "submitted", timezone.now()
        sheet.save(update_fields=["state", "submitted_at"])
    return redirect("/sheets/")


urlpatterns = [path("reports/<int:pk>/fill/", fill)]
application = get_wsgi_application()


def make(count: int) -> None:
    """Tables, and as many officers with a session and a sheet, as JSON."""
    VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for model in (Sheet, Entry, Figure):
            editor.create_model(model)
    users = User.objects.bulk_create(User(username=f"plain{n}", password="!") for n in range(count))
    sheets = Sheet.objects.bulk_create(Sheet(owner=user) for user in users)
    store, ends = SessionStore(), timezone.now() + timedelta(hours=8)
    found = []
    for user, sheet in zip(users, sheets, strict=True):
        told = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        key = store._get_new_session_key()
        Session.objects.create(session_key=key, session_data=store.encode(told), expire_date=ends)
        found.append({"organization": 0, "report": sheet.pk, "session": key})
    (VAR / "reporters.json").write_text(json.dumps(found), encoding="utf-8")


def serve(port: int, workers: int, threads: int) -> None:
    """By the server of the product."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "benchmarks.plain_form:application",
        "127.0.0.1",
        port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.warning,
    ).serve()
