"""Where the product may post to: hosts on the operator's list, and never into the house unless the list says so.

A name on the list that leads to a private address is refused too: whoever controls a name must not be able to turn
it on a machine inside. Such a machine is listed by its address.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from jiangong.kit.commands.errors import Refusal

UNLISTED = "主机{host}不在允许的名单里。请系统运维人员把它加进设置JIANGONG_WEBHOOK_HOSTS。"


@dataclass(frozen=True, slots=True)
class Place:
    """A permitted address, taken apart."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def shown(self) -> str:
        """The part that is no secret."""
        return f"{self.host}:{self.port}" if self.port not in {80, 443} else self.host


def permitted(address: str) -> Place:
    """The address taken apart, or a refusal that says what to do."""
    parts = _split(address)
    plain = parts.scheme == "http"
    host, port = (parts.hostname or "").lower(), parts.port or (80 if plain else 443)
    if parts.username or parts.password or not host or parts.scheme not in {"http", "https"}:
        raise Refusal("地址应以https://开头，并且不带用户名。请从机器人设置里完整复制。", "address")
    if (plain, host, port) not in _listed():
        if plain:
            raise Refusal("地址应以https://开头。请从机器人设置里完整复制。", "address")
        raise Refusal(UNLISTED.format(host=host), "address")
    path = parts.path or "/"
    return Place(parts.scheme, host, port, f"{path}?{parts.query}" if parts.query else path)


def told() -> str:
    """Where an address may lead, for whoever is about to type one."""
    if not settings.WEBHOOK_HOSTS:
        return "现在一个主机也不允许：请系统运维人员先把要用的主机写进设置JIANGONG_WEBHOOK_HOSTS。"
    return f"只能发往{'、'.join(settings.WEBHOOK_HOSTS)}；别的主机请系统运维人员先加进设置JIANGONG_WEBHOOK_HOSTS。"


def _split(address: str):  # type: ignore[no-untyped-def]  # the library's own class
    try:
        parts = urlsplit(address.strip())
        parts.port  # noqa: B018 — raises when it is no number
    except ValueError:
        raise Refusal("地址没有读懂。请从机器人设置里完整复制。", "address") from None
    return parts


def _listed() -> set[tuple[bool, str, int]]:
    """The list as (plain, host, port)."""
    found = set()
    for entry in settings.WEBHOOK_HOSTS:
        plain = entry.startswith("http://")
        parts = urlsplit(entry if "://" in entry else f"https://{entry}")
        found.add((plain, (parts.hostname or "").lower(), parts.port or (80 if plain else 443)))
    return found


def resolved(place: Place) -> str:
    """The address to connect to: what the name means now, checked before anything is sent there."""
    hosts = {host for _, host, _ in _listed()}
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError:
        raise Refusal(f"没有找到主机{place.host}，请检查网络和域名解析。") from None
    for *_, where in found:
        address = str(where[0])
        if ipaddress.ip_address(address.partition("%")[0]).is_global or address in hosts:
            return address
    raise Refusal(f"主机{place.host}指向内部地址，没有发送。确需发往内网的，请在名单里写明IP地址。")
