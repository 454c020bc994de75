"""What tests of the scoring pages share: addresses, forms, a judge's own browser."""

import uuid

from django.urls import reverse


def key(**fields):
    return {"command_key": str(uuid.uuid4()), **fields}


def url(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=args)


def browser(cast, judge):
    """A judge's own."""
    cast.users[judge.user.username] = judge.user
    return cast.client(judge.user.username)


def text(answer) -> str:
    return answer.content.decode()
