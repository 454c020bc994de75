"""What stands between a command and its database, in words for the one who installs and looks after it."""

import sqlite3
from typing import Any

from django.db import DatabaseError

_NO_TABLE, _NO_RIGHT = "42P01", "42501"  # SQLSTATE
_TABLES = "数据库里还没有表，或者结构是旧的。请先运行jiangong init（新开通）或jiangong prepare（升级）。"


def explained(error: DatabaseError, database: dict[str, Any]) -> str:
    """One sentence that says what to do, or "" where only the traceback can tell."""
    if "postgresql" in database["ENGINE"]:
        return _right_or_table(error, database) or _out_of_reach(database)
    return _file(error, database)


def _right_or_table(error: DatabaseError, database: dict[str, Any]) -> str:
    state = _sqlstate(error)
    if state == _NO_RIGHT:
        return (
            f"数据库账号{database['USER']}没有权限办这件事。init、prepare、migrate、restore要用/etc/jiangong/owner.env里的账号；"
            "开通、升级、恢复之后要再运行一次grants.sql（见运行维护手册第3节）。"
        )
    if state == _NO_TABLE:
        return _TABLES
    return ""


def _sqlstate(error: BaseException | None) -> str | None:
    """The driver's own word, however deep the framework has wrapped it."""
    while error is not None and not getattr(error, "sqlstate", None):
        error = error.__cause__ or error.__context__
    return getattr(error, "sqlstate", None)


def _out_of_reach(database: dict[str, Any]) -> str:
    """Asks once more without the pool, which keeps the reason to itself."""
    # Only an installation on PostgreSQL has to have its driver.
    import psycopg  # noqa: PLC0415

    try:
        psycopg.connect(
            host=database["HOST"],
            port=database["PORT"] or None,
            user=database["USER"],
            password=database["PASSWORD"],
            dbname=database["NAME"],
            connect_timeout=5,
        ).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0].strip()  # further lines guess at the cause
        return (
            "连不上数据库。请检查PostgreSQL是否在运行，以及DATABASE_URL里的主机、端口、库名、账号和密码。"
            f"数据库的答复：{reason}"
        )
    return ""


def _file(error: DatabaseError, database: dict[str, Any]) -> str:
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return f"打不开或写不进数据库{database['NAME']}。请检查它和所在目录的属主、权限和剩余空间。"
    if "no such table" in str(error):
        return _TABLES
    return ""
