"""The API costs nothing before it is asked for, and is whole as soon as it is."""

import os
import subprocess
import sys

TRIED = """
import sys, django
django.setup()
from django.test import Client
from django.urls import reverse
from jiangong.portal.serving import load_pages
load_pages()
unread = [reverse("accounts:sign_in"), "jiangong.portal.api" in sys.modules, "pydantic" in sys.modules]
answer = Client(SERVER_NAME="127.0.0.1").get("/api/v1/openapi.json")
print(*unread, answer.status_code, "/api/v1/people" in answer.json()["paths"], reverse("api:openapi-json"))
"""


def test_the_api_is_read_with_the_first_request_to_it(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("JIANGONG_")},
        "DJANGO_SETTINGS_MODULE": "jiangong.config.settings",
        "JIANGONG_VAR": str(tmp_path),
    }
    told = subprocess.run(
        [sys.executable, "-c", TRIED], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1].split() == [
        "/account/sign-in/",
        "False",
        "False",
        "200",
        "True",
        "/api/v1/openapi.json",
    ]
