"""Asks a running installation for a division; nothing of Django is needed here."""

import json

from tests.support.live import Installation


def divide(installation: Installation, title: str, *, issued: bool = False, **facts: object) -> int:
    """Make the division in a running installation; its key."""
    code = (
        "import json; from tests.support.allocation import make_division, put_in_force; "
        f"plan = make_division({title!r}, **{facts!r}); {'put_in_force(plan); ' if issued else ''}"
        "print('made', json.dumps(plan.pk))"
    )
    done = installation.command("shell", "-c", code)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return json.loads(done.stdout.rsplit("made ", 1)[1])
