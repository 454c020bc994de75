"""Nonsense to every address: whatever is asked or posted, nobody gets a server error.

``FUZZ_REQUESTS`` sets the number; `make prove` sends 50,000. The forms' own field names are taken from the
pages, so that what is posted gets past the outer checks.
"""

import os
import random
import re
import uuid
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.conformance.addresses import Address, addresses
from tests.conformance.declared import API
from tests.conformance.samples import SAMPLES, SHAPED
from tests.conformance.test_authorization import holds

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "500"))
WHO = ("city_officer", "city_leader", "district_officer", "union_officer", "partner_officer", "system_admin")
# What ends sessions or answers slowly on purpose is left to tests of its own.
LEFT_OUT = {"accounts:sign_out", "accounts:sign_in", "portal:health"}
FIELD = re.compile(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"')
WORDS = (
    "", " ", "0", "-1", "1", "2", "99999999999999999999", "1e309", "NaN", "½", "٣", "２０２４", "2024-02-30", "0001-01-01",
    "9999-12-31", "true", "null", "None", "'", '"', "<script>alert(1)</script>", "%00", "\x00", "\ud7ff", "😀",
    "../../etc/passwd", "' OR 1=1 --", "{{7*7}}", "=cmd|'/c calc'!A1", "张三", "二七区总工会", "a" * 5000, "，" * 1000,
    "[]", '{"a":', "[[[[[[", "-0.00001", "1,000", "12345678901234567X", "13800000000", "\r\nSet-Cookie: a=b", "\u202e",
)  # fmt: skip
PARAMETERS = ("q", "page", "sort", "view", "columns", "export", "state", "organization", "kind", "year", "day", "next",
              "issued_on_from", "edition", "tab", "partial")  # fmt: skip


class Noise:
    """Reproducible nonsense."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def word(self) -> str:
        return self.random.choice(WORDS)

    def query(self) -> dict[str, str]:
        names = self.random.sample(PARAMETERS, self.random.randint(0, 4))
        return {name: self.word() for name in names}

    def contents(self, fields: list[str]) -> dict[str, object]:
        """Some of the page's fields, some of nobody's, sometimes a file; the key mostly right."""
        sent: dict[str, object] = {name: self.word() for name in fields if self.random.random() < 0.8}
        sent |= {name: [self.word(), self.word()] for name in fields if self.random.random() < 0.05}
        sent |= {self.random.choice(("id", "pk", "state", "organization", "is_active")): self.word()}
        if self.random.random() < 0.9:
            sent["command_key"] = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        if self.random.random() < 0.2:
            sent[self.random.choice(("file", "files", "source", "upload"))] = SimpleUploadedFile(
                self.random.choice(("a.xlsx", "a.docx", "a", "附件.pdf", "a.png")),
                self.random.randbytes(self.random.randint(0, 3000)),
            )
        return sent


@pytest.fixture
def stage(cast):
    """Everybody's browser and one row of everything."""
    with transaction.atomic():
        rows = {key: make(cast, cast.district) for key, make in {**SAMPLES, **SHAPED}.items()}
        clients = {name: cast.client(name) for name in WHO}
        for client in clients.values():
            client.raise_request_exception = False
        yield clients, rows
        transaction.set_rollback(True)


def path_of(address: Address, rows: dict, noise: Noise) -> str:
    """The address of a real row, or of one that never was."""
    model = getattr(address.view, "model", None)
    row = rows.get(address.name) or (model and rows.get(model._meta.label_lower))
    known = str(row.pk) if row is not None and noise.random.random() < 0.9 else "99999999999"
    return "/" + re.sub(r"<(?:int:)?\w+>|<[^>]+>", known, address.pattern)


def fields_of(client: Client, path: str, kept: dict[str, list[str]]) -> list[str]:
    if path not in kept:
        answer = client.get(path)
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        kept[path] = sorted(set(FIELD.findall(text)) - {"csrfmiddlewaretoken", "command_key"})
    return kept[path]


def ask(client: Client, path: str, noise: Noise, kept: dict[str, list[str]]):
    """One request; what it wrote is taken back, so that the next finds the same rows."""
    with transaction.atomic():
        if noise.random.random() < 0.5:
            answer = client.get(path, noise.query())
        else:
            answer = client.post(path, noise.contents(fields_of(client, path, kept)))
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def admitted(address: Address) -> tuple[str, ...]:
    """Who gets past the door of this address."""
    return tuple(name for name in WHO if holds(name, address.permission)) or WHO


def fuzz(clients: dict[str, Client], rows: dict, requests: int) -> tuple[Counter, list[str]]:
    """Statuses seen, and what led to a server error."""
    noise, statuses, failures = Noise(20260401), Counter(), []
    asked = [one for one in addresses() if not one.name.startswith(API) and one.name not in LEFT_OUT]
    kept: dict[str, dict[str, list[str]]] = {name: {} for name in clients}
    for number in range(requests):
        address = asked[number % len(asked)]
        name = noise.random.choice(admitted(address) if noise.random.random() < 0.85 else WHO)
        path = path_of(address, rows, noise)
        answer = ask(clients[name], path, noise, kept[name])
        statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            failures.append(f"{name} {answer.request['REQUEST_METHOD']} {path}: {answer.status_code}")
    return statuses, failures


@pytest.mark.timeout(300)
def test_no_nonsense_leads_to_a_server_error(stage):
    statuses, failures = fuzz(*stage, REQUESTS)
    print(f"{sum(statuses.values())} requests, {dict(sorted(statuses.items()))}")
    assert failures == [], failures
    assert statuses[200] > REQUESTS / 10
    assert statuses[422] > REQUESTS / 100


@pytest.mark.prove
@pytest.mark.timeout(10800)
def test_no_nonsense_leads_to_a_server_error_in_50_000_requests(stage):
    statuses, failures = fuzz(*stage, int(os.environ.get("FUZZ_REQUESTS", "50000")))
    print(f"{sum(statuses.values())} requests, {dict(sorted(statuses.items()))}")
    assert failures == [], failures
