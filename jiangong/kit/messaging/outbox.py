"""The outbox: put in with the command, claimed by one worker, tried again ever later, given up with a reason.

A message leaves twice in one case only: the process dies between the other side's answer and our commit. It then
goes out again under the same key, which a signed interface uses to drop it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http.client import HTTPException
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused
from ssl import SSLCertVerificationError

import structlog
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, Refusal
from jiangong.kit.messaging.allowed import permitted
from jiangong.kit.messaging.formats import FORMATS, SENDER, fault_of, is_final, link_of
from jiangong.kit.messaging.models import Dispatch, DispatchState, Preference
from jiangong.kit.messaging.posting import post
from jiangong.kit.messaging.quiet import is_quiet

LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=2), timedelta(hours=6)
MOST_ATTEMPTS = 6
FAULTS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "对方没有及时回答，不知道是否收到。"),
    (ConnectionRefusedError, "对方拒绝连接。请核对地址和端口，并确认对方的服务已启动。"),
    (SSLCertVerificationError, "对方的证书没有通过检查，没有发送。请核对地址，或更新对方的证书。"),
    (SMTPAuthenticationError, "发信服务器不认发信账号。请系统运维人员核对账号和授权码。"),
    (SMTPRecipientsRefused, "发信服务器不收发往这个邮箱的邮件。请收件人核对邮箱。"),
    (SMTPException, "发信服务器没有收下。请系统运维人员查看运行日志。"),
)
log = structlog.get_logger("jiangong.outbox")


class Undeliverable(Exception):
    """It did not arrive; ``final`` when another try cannot help."""

    def __init__(self, sentence: str, *, final: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.final = sentence, final


def put(dispatch: Dispatch) -> bool:
    """Put one message in, in the caller's transaction; whether it was not there yet."""
    values = {name: getattr(dispatch, name) for name in ("user_id", "target_id", "text", "path", "is_answer")}
    values |= {"subject": dispatch.subject, "due_at": timezone.now()}
    _, is_new = Dispatch.objects.get_or_create(key=dispatch.key, defaults=values)
    return is_new


def waiting(now: datetime) -> Q:
    """Messages whose time has come, and those whose worker has died; at quiet times only what was asked for."""
    due = Q(state=DispatchState.WAITING, due_at__lte=now) | Q(
        state=DispatchState.SENDING, lease_until__lt=now
    )
    return due & Q(is_answer=True) if is_quiet(now) else due


def claimed(now: datetime) -> Iterator[Dispatch]:
    """Take one after the other; two workers never get the same attempt."""
    for seen in Dispatch.objects.filter(waiting(now)).order_by("due_at", "pk"):
        still = Dispatch.objects.filter(pk=seen.pk, state=seen.state, attempts=seen.attempts)
        lease = timezone.now() + LEASE
        if still.update(state=DispatchState.SENDING, attempts=F("attempts") + 1, lease_until=lease):
            seen.attempts += 1
            yield seen


def deliver_due() -> tuple[int, int]:
    """Send what waits; how many arrived and how many did not."""
    arrived = failed = 0
    for dispatch in claimed(timezone.now()):
        try:
            send(dispatch)
        except Undeliverable as fault:
            _note_fault(dispatch, fault)
            failed += 1
        else:
            _close(dispatch, DispatchState.SENT, sent_at=timezone.now(), error="")
            arrived += 1
    return arrived, failed


def send(dispatch: Dispatch) -> None:
    """By its route, now."""
    try:
        if dispatch.target is not None:
            _post(dispatch)
        else:
            _mail(dispatch)
    except Refusal as refusal:
        raise Undeliverable(refusal.sentence) from None
    except (OSError, HTTPException) as error:
        log.warning("not_delivered", dispatch=dispatch.pk, error=type(error).__name__)
        raise Undeliverable(told(error)) from None


def told(error: OSError | HTTPException) -> str:
    """What went wrong on the way, in words the reader can act on; the rest stands in the log."""
    for kind, sentence in FAULTS:
        if isinstance(error, kind):
            return sentence
    return "没有连上对方，或连接中断。请检查网络和对方的服务。"


def _post(dispatch: Dispatch) -> None:
    target = dispatch.target
    if target is None or not target.is_active:
        raise Undeliverable("消息通道已停用。", final=True)
    letter = FORMATS[target.kind](target, dispatch)
    answer = post(permitted(letter.address), letter.body, letter.headers)
    if fault := fault_of(target.kind, answer):
        raise Undeliverable(fault, final=is_final(target.kind, answer))


def _mail(dispatch: Dispatch) -> None:
    chosen = Preference.objects.filter(user=dispatch.user_id, user__is_active=True).first()
    if chosen is None or not chosen.email:
        raise Undeliverable("收件人没有邮箱，或账号已停用。", final=True)
    if chosen.email_confirmed_at is None and not dispatch.is_answer:
        raise Undeliverable("收件人还没有确认邮箱。", final=True)
    link = link_of(dispatch)
    body = f"{dispatch.text}\n\n{link}\n" if link else f"{dispatch.text}\n"
    # The same identity at every try, so that a mail server can tell a repetition.
    headers = {"Message-ID": f"<{dispatch.pk}.{dispatch.created_at:%Y%m%d%H%M%S}@jiangong>"}
    EmailMessage(f"{SENDER}{dispatch.subject}", body, to=[chosen.email], headers=headers).send()


def pause_after(attempt: int) -> timedelta:
    """How long to wait after a failed attempt: 2, 10, 50 minutes … at most six hours."""
    return min(FIRST_PAUSE * 5 ** (attempt - 1), LONGEST_PAUSE)


def _note_fault(dispatch: Dispatch, fault: Undeliverable) -> None:
    if fault.final or dispatch.attempts >= MOST_ATTEMPTS:
        _close(dispatch, DispatchState.DEAD, error=fault.sentence)
        return
    again = timezone.now() + pause_after(dispatch.attempts)
    _close(dispatch, DispatchState.WAITING, error=fault.sentence, due_at=again)


def _close(dispatch: Dispatch, state: str, **values: object) -> None:
    """Write what came of this attempt, unless another worker has taken the message over."""
    mine = Dispatch.objects.filter(pk=dispatch.pk, state=DispatchState.SENDING, attempts=dispatch.attempts)
    mine.update(state=state, lease_until=None, **values)


@transaction.atomic
def retry_dispatch(dispatch: Dispatch, *, actor: Actor) -> None:
    """Let a message that was given up be tried anew."""
    given_up = Dispatch.objects.filter(pk=dispatch.pk, state=DispatchState.DEAD)
    if not given_up.update(state=DispatchState.WAITING, attempts=0, due_at=timezone.now(), error=""):
        raise Conflict("这条消息不是“没有送达”的状态，不用重新发送。")
    record(actor, "messaging.dispatch.retry", dispatch)
