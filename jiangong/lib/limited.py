"""Runs a parser of outside files in a child process that can exhaust only itself.

The child binds itself before it touches the file: memory, processor time, open files, written bytes, no
new privileges, no network where the kernel allows it. Limits are set by the child and not by `preexec_fn`,
which is unsafe in a threaded server. The parent reads the child's standard output lazily and counts only the
time it really waits, so a slow consumer never turns into a timeout.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Self

from jiangong.lib.refused import Refused

_MEBIBYTE = 1 << 20
_CLONE_NEWUSER, _CLONE_NEWNET, _PR_SET_NO_NEW_PRIVS = 0x10000000, 0x40000000, 38
_TOO_LARGE = "文件内容过大，超出可处理的内存，请拆分成几个文件后分别上传。"
_TOO_SLOW = "文件内容过于复杂，没有在规定时间内读完，请精简或拆分后重新上传。"
_BROKEN = "文件已损坏或格式不规范，请用原来的软件打开并另存后重新上传。"


@dataclass(frozen=True)
class Bounds:
    """What one child may use."""

    memory: int = 512 * _MEBIBYTE
    cpu_seconds: int = 30
    waiting_seconds: float = 60
    open_files: int = 64
    written_bytes: int = 0


class LimitedChild:
    """A running child; used as a context manager so that it never outlives its reader."""

    def __init__(self, module: str, arguments: Sequence[str], bounds: Bounds) -> None:
        self._waiting_left = bounds.waiting_seconds
        command = [sys.executable, "-I", "-X", "utf8", "-m", "jiangong.lib.limited"]
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            [*command, json.dumps(asdict(bounds)), module, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "MALLOC_ARENA_MAX": "1",
            },  # a thread's own would reserve 64 MiB
            start_new_session=True,
            pipesize=_MEBIBYTE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        return self._process.pid

    def lines(self) -> Iterator[bytes]:
        """Lines as they come; raises `Refused` when the child dies or is silent for too long."""
        rest = b""
        while block := self._read():
            *whole, rest = (rest + block).split(b"\n")
            yield from whole
        self._judge(self._process.wait())
        if rest:
            raise Refused(_BROKEN)

    def stop(self) -> None:
        """Ends the child's whole group; harmless when it has already gone."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._output.close()

    @property
    def _output(self) -> IO[bytes]:
        if self._process.stdout is None:
            raise RuntimeError("the child was started without a pipe")
        return self._process.stdout

    def _read(self) -> bytes:
        began = time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(self._output, selectors.EVENT_READ)
            ready = selector.select(max(self._waiting_left, 0))
        self._waiting_left -= time.monotonic() - began
        if not ready:
            self.stop()
            raise Refused(_TOO_SLOW)
        return os.read(self._output.fileno(), _MEBIBYTE)

    @staticmethod
    def _judge(code: int) -> None:
        if code == 0:
            return
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise Refused(_TOO_SLOW)
        raise Refused(_TOO_LARGE if code in (-signal.SIGABRT, -signal.SIGSEGV) else _BROKEN)


def run_limited(module: str, arguments: Sequence[str], bounds: Bounds) -> dict:
    """Runs `module.main(arguments)` to its end and returns the one JSON object it printed."""
    with LimitedChild(module, arguments, bounds) as child:
        answers = [json.loads(line) for line in child.lines()]
    if not answers:
        raise Refused(_BROKEN)
    if "refused" in answers[-1]:
        raise Refused(answers[-1]["refused"])
    return answers[-1]


def say(answer: object) -> None:
    """Sends one line from the child to its parent."""
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def bind(bounds: Bounds) -> None:
    """Gives up, for this process and for good, everything a parser does not need."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)  # best effort: some kernels forbid it to plain users
    for kind, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, bounds.written_bytes),
        (resource.RLIMIT_NOFILE, bounds.open_files),
        (resource.RLIMIT_CPU, bounds.cpu_seconds),
        (resource.RLIMIT_AS, bounds.memory),
    ):
        resource.setrlimit(kind, (amount, amount))


def main() -> None:
    """The child: binds itself, then hands over; whatever goes wrong becomes a sentence."""
    bounds, module, *arguments = sys.argv[1:]
    work = importlib.import_module(module)
    bind(Bounds(**json.loads(bounds)))
    try:
        work.main(arguments)
    except BrokenPipeError:
        os._exit(0)
    except Refused as refusal:
        say({"refused": refusal.sentence})
    except MemoryError:
        say({"refused": _TOO_LARGE})
    except BaseException as error:  # Rust panics are BaseException; the parent must still get a sentence
        say({"refused": _BROKEN, "cause": type(error).__name__})
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
