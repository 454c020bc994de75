"""Asks a running installation for a division; nothing of Django is needed here."""

import json

from tests.support.live import Installation


def divide(installation: Installation, title: str, *, issued: bool = False, **facts: object) -> int:
    """Make the division in a running installation; its key."""
    return divisions(installation, title, 1, issued=issued, **facts)[0]


def divisions(
    installation: Installation, title: str, count: int, *, issued: bool = False, **facts: object
) -> list[int]:
    """Several alike, made in one go: each process costs more than what it makes."""
    code = (
        "import json; from tests.support.allocation import make_division, put_in_force; "
        f"plans = [make_division({title!r}, **{facts!r}) for _ in range({count})]; "
        f"{'[put_in_force(plan) for plan in plans]; ' if issued else ''}"
        "print('made', json.dumps([plan.pk for plan in plans]))"
    )
    done = installation.command("shell", "-c", code)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return json.loads(done.stdout.rsplit("made ", 1)[1])
