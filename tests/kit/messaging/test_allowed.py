"""Where the product may post to."""

import socket

import pytest

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.messaging.allowed import permitted, resolved


@pytest.fixture
def hosts(settings):
    settings.WEBHOOK_HOSTS = ["qyapi.weixin.qq.com", "oa.example:8443", "http://10.1.2.3:8080", "10.9.9.9"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "qyapi.weixin.qq.com"),
        ("https://QYAPI.weixin.qq.com:443/send", "qyapi.weixin.qq.com"),
        ("https://oa.example:8443/in", "oa.example:8443"),
        ("http://10.1.2.3:8080/in", "10.1.2.3:8080"),
        ("https://10.9.9.9/in", "10.9.9.9"),
    ],
)
def test_what_is_listed_is_permitted(hosts, address, shown):
    assert permitted(address).shown == shown


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/send",
        "https://qyapi.weixin.qq.com.evil.example/send",
        "https://evil.example@qyapi.weixin.qq.com/send",
        "https://qyapi.weixin.qq.com@evil.example/send",
        "https://oa.example/in",
        "http://qyapi.weixin.qq.com/send",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "http://169.254.169.254/latest",
        "https://10.1.2.3:8080/in",
        "ftp://qyapi.weixin.qq.com/",
        "https://qyapi.weixin.qq.com:99999/",
        "https:///send",
        "file:///etc/passwd",
        "没有",
    ],
)
def test_what_is_not_listed_is_refused(hosts, address):
    with pytest.raises(Refusal) as refused:
        permitted(address)
    assert refused.value.sentence.endswith("。")


def test_nothing_is_permitted_before_the_operator_has_listed_it(settings):
    assert settings.WEBHOOK_HOSTS == []
    with pytest.raises(Refusal):
        permitted("https://qyapi.weixin.qq.com/send")


def leads_to(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1"]
)
def test_a_listed_name_that_leads_inside_is_refused(hosts, monkeypatch, address):
    leads_to(monkeypatch, address)
    with pytest.raises(Refusal, match="指向内部地址"):
        resolved(permitted("https://qyapi.weixin.qq.com/send"))


def test_a_name_may_lead_inside_to_a_listed_address(hosts, monkeypatch):
    leads_to(monkeypatch, "10.9.9.9")
    assert resolved(permitted("https://oa.example:8443/in")) == "10.9.9.9"
    leads_to(monkeypatch, "10.0.0.5", "101.91.1.1")
    assert resolved(permitted("https://qyapi.weixin.qq.com/send")) == "101.91.1.1"
