"""System packages the suite needs: found, installed when allowed, or named in one line when not."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """A program the suite uses, the Debian packages that bring it, and what is skipped without it."""

    name: str
    packages: tuple[str, ...]
    skipped: str


HEADLESS = "chromium-headless-shell"  # the same browser without a window: a page costs a third less
CHROMIUM = Need("chromium", (HEADLESS, "fonts-noto-cjk"), "browser journeys")
POSTGRES = Need("postgres", ("postgresql",), "the PostgreSQL part")
STRACE = Need("strace", ("strace",), "the fsync proof")


def find(need: Need) -> str:
    """The program's path, or nothing."""
    if need is POSTGRES:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
        return str(found[-1]) if found else (shutil.which("postgres") or "")
    if need is CHROMIUM:
        return shutil.which(HEADLESS) or shutil.which(need.name) or ""
    return shutil.which(need.name) or ""


@lru_cache
def provide(need: Need) -> str:
    """The program's path, installed first if it is missing and this user may."""
    if not find(need) and shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *need.packages]):
            subprocess.run(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL, check=False)
    return find(need)


def missing(need: Need) -> str:
    """The one line that names a skipped part; empty when nothing is missing."""
    if provide(need):
        return ""
    return f"skipped: {need.skipped} — {need.name} is not installed (Debian: {' '.join(need.packages)})"
