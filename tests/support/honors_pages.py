"""What tests of the selection pages share: an act from a programme's page, a page as text."""

from django.test import Client

from jiangong.domains.honors.models import (
    Programme,
)
from tests.factories.honors import (
    again,
)
from tests.support.posting import submit


def act(client: Client, programme: Programme, path: str, **fields):
    """An act from the programme's page, which knows its version."""
    fields.setdefault("version", again(programme).version)
    return submit(client, programme.get_absolute_url() + path, **fields)


def page(cast, name: str, address: str) -> str:
    answer = cast.client(name).get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()
