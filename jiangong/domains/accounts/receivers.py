"""What accounts hang onto the kit: who a job acts as, what waits for administrators, the database's own guard between administrators and business."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Q
from django.db.models.signals import post_migrate, pre_migrate
from django.dispatch import receiver
from django.urls import reverse

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.organizations.signals import consequence_sources
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.access.scoping import register_assignment
from jiangong.kit.jobs.acting import set_actor_source
from jiangong.kit.messaging.todos import ACT, DECIDE, Todo, register_todos

SHOWN = 5  # one by one; the rest come up as these are done
set_actor_source(current_actor)
register_assignment("accounts.appointment", lambda actor: Q(user_id=actor.user_id))


def accounts_inside(path: str, day: date) -> str:
    """How many accounts see something else after a change of the tree."""
    held = Appointment.objects.ungated("counted for who may change the tree").standing()
    count = held.filter(below(path, "organization__path")).values("user").distinct().count()
    return f"{count}个账号" if count else ""


consequence_sources.append(accounts_inside)


@register_todos
def first_account_todos(actor: Actor) -> Iterator[Todo]:
    """A federation just opened has nobody yet who could build it up."""
    if not actor.can("accounts.system_console"):
        return
    if User.objects.visible_to(actor).exists():
        return
    yield Todo(
        title="开通第一个账号",
        url=reverse("accounts:user_create"),
        group=ACT,
        why="先给市总工会的经办人开通，再由安全管理员授权；以后由他建立部门和所属工会，并为各单位开通账号。",
        act_label="去开通",
        icon="plus",
    )


@register_todos
def grant_todos(actor: Actor) -> Iterator[Todo]:
    """Accounts that cannot do anything yet, and rights that wait to be let stand."""
    if not actor.can("accounts.security_console"):
        return
    waiting = Appointment.objects.visible_to(actor).filter(revoked_at=None, approved_at=None).count()
    if waiting:
        yield Todo(
            title=f"{waiting}项任职待批准",
            url=f"{reverse('accounts:appointment_list')}?view=waiting",
            group=DECIDE,
            act_label="去批准",
            icon="key",
        )
    idle = User.objects.visible_to(actor).filter(is_active=True, appointments=None)
    for pk, name in idle.order_by("pk").values_list("pk", "name")[:SHOWN]:
        yield Todo(
            title=f"为{name}授权",
            url=reverse("accounts:appointment_create", args=[pk]),
            group=ACT,
            why="账号已开通，还没有任职，登录后什么也看不到。",
            act_label="去授权",
            icon="key",
        )


# A constraint cannot look at another table. SQLite rebuilds a table to change it: it drops the table's triggers
# and stumbles over those of others that name it. So they are away during migrations and put back after them.
TRIGGERS = ("administrators_hold_no_appointment", "appointed_users_become_no_administrator")
SQLITE = (
    """CREATE TRIGGER administrators_hold_no_appointment BEFORE INSERT ON accounts_appointment
    WHEN (SELECT console FROM accounts_user WHERE id = NEW.user_id) <> ''
    BEGIN SELECT RAISE(ABORT, 'administrators hold no appointment'); END""",
    """CREATE TRIGGER appointed_users_become_no_administrator BEFORE UPDATE OF console ON accounts_user
    WHEN NEW.console <> OLD.console AND (OLD.console <> ''
        OR EXISTS (SELECT 1 FROM accounts_appointment WHERE user_id = NEW.id))
    BEGIN SELECT RAISE(ABORT, 'administrators hold no appointment'); END""",
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION administrators_stay_apart() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_TABLE_NAME = 'accounts_appointment' THEN
            IF (SELECT console FROM accounts_user WHERE id = NEW.user_id FOR SHARE) <> '' THEN
                RAISE EXCEPTION 'administrators hold no appointment' USING ERRCODE = 'check_violation';
            END IF;
        ELSIF NEW.console <> OLD.console AND (OLD.console <> ''
                OR EXISTS (SELECT 1 FROM accounts_appointment WHERE user_id = NEW.id)) THEN
            RAISE EXCEPTION 'administrators hold no appointment' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE OR REPLACE TRIGGER administrators_hold_no_appointment BEFORE INSERT OR UPDATE OF user_id
    ON accounts_appointment FOR EACH ROW EXECUTE FUNCTION administrators_stay_apart()""",
    """CREATE OR REPLACE TRIGGER appointed_users_become_no_administrator BEFORE UPDATE OF console
    ON accounts_user FOR EACH ROW EXECUTE FUNCTION administrators_stay_apart()""",
)
GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def guards_stand(using: str = "default") -> bool:
    """Whether a migration was not cut off between its last step and the triggers' return."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)", TRIGGERS
        )
        return cursor.fetchone()[0] == len(TRIGGERS)


@receiver(pre_migrate, sender=apps.get_app_config("accounts"))
def step_aside(using: str, plan: Any, **kwargs: Any) -> None:
    """Nobody works while tables change; the triggers come back with ``post_migrate``."""
    if connections[using].vendor == "sqlite" and plan:
        _drop_triggers(using)


def _drop_triggers(using: str) -> None:
    with connections[using].cursor() as cursor:
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


@receiver(post_migrate, sender=apps.get_app_config("accounts"))
def keep_administrators_apart(using: str, **kwargs: Any) -> None:
    """Nobody is two administrators, or an administrator with business rights, whatever writes to the tables."""
    connection = connections[using]
    if not {"accounts_user", "accounts_appointment"} <= set(connection.introspection.table_names()):
        return
    if connection.vendor == "sqlite":
        _drop_triggers(using)
    with connection.cursor() as cursor:
        for statement in GUARDS[connection.vendor]:
            cursor.execute(statement)
