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
SENDER = "【建功】"  # also the word for robots that take messages with a certain word only
NO_ROBOT = "群机器人不存在或已停用，请在群里重新添加机器人，并修改通道的地址。"
NEEDS_MENDING = {  # codes with which the robots say that somebody must change something first
    TargetKind.WECOM: {93000: NO_ROBOT},
    TargetKind.DINGTALK: {
        300001: NO_ROBOT,
        300005: NO_ROBOT,
        310000: "机器人的安全设置没有通过。请核对加签密钥；用关键词的设为“建功”；用IP地址的加入本服务器的出口地址。",
        400013: "群已解散。请停用通道，或改为别的群。",
        400101: NO_ROBOT,
        400102: NO_ROBOT,
        400106: NO_ROBOT,
    },
}
LIMITED = {45009, 130101, 410100}  # too many in a minute


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
        f"**{SENDER}{dispatch.subject}**",
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
    content = {
        "msgtype": "markdown",
        "markdown": {"title": f"{SENDER}{dispatch.subject}", "text": _markdown(dispatch)},
    }
    address = target.address
    if target.secret:
        stamp = str(round(time.time() * 1000))
        address += f"{'&' if '?' in address else '?'}timestamp={stamp}&sign={quote_plus(dingtalk_sign(target.secret, stamp))}"
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
    if 300 <= answer.status < 400:
        return f"对方要求转到别的地址，没有跟随。请在通道里填写最终的地址。（{answer.status}）"
    if not 200 <= answer.status < 300:
        return f"对方返回{answer.status}。"
    if kind == TargetKind.JSON:
        return ""
    code = answer.values.get("errcode")
    if code == 0:
        return ""
    if not isinstance(code, int):
        return "对方的回答不是群机器人的格式，请核对通道的类别和地址。"
    if code in LIMITED:
        return f"对方限制了发送频率，稍后再试（错误码{code}）。"
    return f"{NEEDS_MENDING[TargetKind(kind)].get(code, '对方没有接受。')}（错误码{code}）"


def is_final(kind: str, answer: Answer) -> bool:
    """Whether trying again cannot help before somebody has changed something."""
    if 300 <= answer.status < 500:
        return answer.status not in PASSING
    return answer.values.get("errcode") in NEEDS_MENDING.get(TargetKind(kind), {})
