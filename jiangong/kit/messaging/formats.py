"""What each kind of target wants to be sent, and what its answer means."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from django.conf import settings

from jiangong.kit.messaging.models import Dispatch, Target, TargetKind
from jiangong.kit.messaging.posting import Answer

PASSING = {408, 425, 429}  # the only 4xx that may be otherwise in a while


@dataclass(frozen=True, slots=True)
class Letter:
    """One request ready to go."""

    address: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def link_of(dispatch: Dispatch) -> str:
    """Where the message leads, if the operator has said where the product is found."""
    return f"{settings.SITE_URL}{dispatch.path}" if settings.SITE_URL and dispatch.path else ""


def _packed(values: dict) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


def _markdown(dispatch: Dispatch) -> str:
    link = link_of(dispatch)
    lines = [
        f"**{dispatch.subject}**",
        dispatch.text.replace("\n", "\n\n"),
        f"[打开建功]({link})" if link else "",
    ]
    return "\n\n".join(line for line in lines if line)


def wecom(target: Target, dispatch: Dispatch) -> Letter:
    """A group robot of WeCom: its key is in the address."""
    content = {"msgtype": "markdown", "markdown": {"content": _markdown(dispatch)}}
    return Letter(target.address, _packed(content))


def dingtalk(target: Target, dispatch: Dispatch) -> Letter:
    """A group robot of DingTalk: signed with the time in milliseconds when it has a secret."""
    content = {"msgtype": "markdown", "markdown": {"title": dispatch.subject, "text": _markdown(dispatch)}}
    address = target.address
    if target.secret:
        stamp = str(round(time.time() * 1000))
        address += f"&timestamp={stamp}&sign={quote_plus(dingtalk_sign(target.secret, stamp))}"
    return Letter(address, _packed(content))


def dingtalk_sign(secret: str, stamp: str) -> str:
    """The other side's own rule: the secret signs the time and itself."""
    mac = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)
    return base64.b64encode(mac.digest()).decode()


def plain_json(target: Target, dispatch: Dispatch) -> Letter:
    """An interface of one's own: the key lets it drop a repetition, the signature covers time and body."""
    values = {
        "key": dispatch.key,
        "subject": dispatch.subject,
        "text": dispatch.text,
        "url": link_of(dispatch),
    }
    body, stamp = _packed(values), str(round(time.time()))
    headers = {
        "X-Jiangong-Key": dispatch.key.encode("ascii", "replace").decode(),
        "X-Jiangong-Timestamp": stamp,
    }
    if target.secret:
        headers["X-Jiangong-Signature"] = json_sign(target.secret, stamp, body)
    return Letter(target.address, body, headers)


def json_sign(secret: str, stamp: str, body: bytes) -> str:
    """``sha256=`` and the MAC over time, dot and body."""
    mac = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={mac.hexdigest()}"


FORMATS: dict[str, Callable[[Target, Dispatch], Letter]] = {
    TargetKind.WECOM: wecom,
    TargetKind.DINGTALK: dingtalk,
    TargetKind.JSON: plain_json,
}


def fault_of(kind: str, answer: Answer) -> str:
    """Why the other side did not take it, or nothing."""
    if not 200 <= answer.status < 300:
        return f"对方返回{answer.status}。"
    if kind == TargetKind.JSON:
        return ""
    code = answer.values.get("errcode")
    return "" if code == 0 else f"对方没有接受，错误码{code}。"


def is_final(answer: Answer) -> bool:
    """Whether trying again cannot help."""
    return 400 <= answer.status < 500 and answer.status not in PASSING
