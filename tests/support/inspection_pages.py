"""What tests of the inspection pages share: addresses, a page as text."""

from django.urls import reverse
from django.utils import timezone

TODAY = timezone.localdate()


def at(name: str, *keys: int) -> str:
    return reverse(f"supervision:{name}", args=keys)


def text(client, address: str, **asked) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()
