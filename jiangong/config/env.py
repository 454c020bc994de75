"""Every setting an operator may change: typed, documented, loud when wrong.

``docs/configuration.md`` is generated from ``SETTINGS``; a setting read here but not listed is an error.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# How often a statement comes before the driver prepares it unasked; only those of ``kit.loading.prepared`` ask.
NEVER_BY_ITSELF = 1_000_000_000
# What is prepared is planned once: left to itself the server goes on planning wide reads, for longer than they take.
ONE_PLAN = "-c plan_cache_mode=force_generic_plan"


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: how it is read and what it means."""

    name: str
    kind: str
    default: str
    meaning: str
    secret: bool = False


def _bool(text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if text.lower() not in words:
        raise ValueError("应为true或false")
    return words[text.lower()]


def _natural(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("应为不小于0的整数")
    return int(text)


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _hours(text: str) -> tuple[time, time] | None:
    if not text or text == "none":
        return None
    first, _, last = text.partition("-")
    try:
        return time.fromisoformat(first), time.fromisoformat(last)
    except ValueError:
        raise ValueError("应写成20:00-08:00这样的起止时间，或none") from None


def _site(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query):
        raise ValueError("应为http://或https://开头的网址")
    return text.rstrip("/")


def _security(text: str) -> str:
    if text not in {"ssl", "starttls", "none"}:
        raise ValueError("应为ssl、starttls或none")
    return text


READERS: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "bool": _bool,
    "natural": _natural,
    "list": _list,
    "hours": _hours,
    "site": _site,
    "security": _security,
    "path": lambda text: Path(text).expanduser().resolve() if text else None,
}

SETTINGS = (
    Setting(
        "JIANGONG_ENV", "text", "development", "运行环境：development（试用、开发）或production（正式）。"
    ),
    Setting("JIANGONG_VAR", "path", "var", "数据目录：SQLite数据库、附件、密钥、审计锚点。"),
    Setting(
        "DATABASE_URL",
        "text",
        "",
        "数据库地址，例如postgresql://用户:密码@主机/库；空则用数据目录里的SQLite。",
        secret=True,
    ),
    Setting("JIANGONG_DB_POOL", "natural", "8", "每个进程的PostgreSQL连接池上限。"),
    Setting(
        "JIANGONG_SECRET_KEY",
        "text",
        "",
        "会话与签名密钥，正式环境至少50个字符；开发环境自动生成在数据目录。",
        secret=True,
    ),
    Setting(
        "JIANGONG_KEYRING",
        "path",
        "",
        "字段加密密钥环文件；空则用数据目录的keys/keyring.json。不得与数据库放在同一备份里。",
    ),
    Setting(
        "JIANGONG_PROFILE",
        "text",
        "standard",
        "安全要求：standard，或mlps3（等保三级：密码定期更换、国密算法、强制双因素）。",
    ),
    Setting("JIANGONG_HOSTS", "list", "127.0.0.1,localhost,[::1]", "允许访问的主机名，用逗号分隔。"),
    Setting("JIANGONG_TRUSTED_PROXIES", "list", "", "反向代理的IP地址；只采信它们转发的来访地址。"),
    Setting("JIANGONG_HTTPS", "bool", "", "是否只经HTTPS提供服务；正式环境默认true。"),
    Setting("JIANGONG_WORKERS", "natural", "2", "网页进程数。"),
    Setting("JIANGONG_THREADS", "natural", "2", "每个网页进程的线程数。"),
    Setting(
        "JIANGONG_HEALTH_TOKEN", "text", "", "从外部查看/healthz明细所需的令牌；本机访问不需要。", secret=True
    ),
    Setting(
        "JIANGONG_ANCHOR",
        "path",
        "",
        "审计锚点文件，应放在数据库之外的磁盘；空则用数据目录的audit-anchor.log。",
    ),
    Setting(
        "JIANGONG_SITE_URL", "site", "", "用户访问本平台的网址，写进对外发出的提醒；空则提醒里不带链接。"
    ),
    Setting(
        "JIANGONG_QUIET_HOURS",
        "hours",
        "20:00-08:00",
        "免打扰时段：其间以及休息日不对外发任何提醒；none表示只避开休息日。",
    ),
    Setting(
        "JIANGONG_WEBHOOK_HOSTS",
        "list",
        "",
        "允许发往的群机器人、消息接口主机，如qyapi.weixin.qq.com；内网地址须写明IP，不加密的写http://主机:端口。",
    ),
    Setting(
        "JIANGONG_EMAIL_HOST",
        "text",
        "",
        "发信服务器；空则不发邮件。邮件里有链接，须同时写明JIANGONG_SITE_URL。",
    ),
    Setting("JIANGONG_EMAIL_PORT", "natural", "465", "发信服务器端口。"),
    Setting("JIANGONG_EMAIL_SECURITY", "security", "ssl", "发信加密方式：ssl、starttls或none。"),
    Setting("JIANGONG_EMAIL_USER", "text", "", "发信账号。"),
    Setting("JIANGONG_EMAIL_PASSWORD", "text", "", "发信账号的密码或授权码。", secret=True),
    Setting("JIANGONG_EMAIL_FROM", "text", "jiangong@localhost", "发件人地址。"),
    Setting("JIANGONG_DEMO", "bool", "", "是否载入演示数据与演示账号；开发环境默认true，正式环境不允许。"),
    Setting("JIANGONG_DEBUG", "bool", "false", "调试模式；正式环境不允许。"),
    Setting("JIANGONG_MOST_APPRENTICES", "natural", "5", "一名师傅同时带的徒弟不超过多少名；0表示不设上限。"),
    Setting("JIANGONG_LOG_LEVEL", "text", "INFO", "日志级别。"),
)
INCOMPLETE = (
    "DATABASE_URL不完整，应写成postgresql://账号:密码@主机:端口/库名；密码里的特殊字符写成%加两位十六进制。"
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def read(name: str, default: str | None = None) -> Any:
    """The typed value of one listed setting; ``NAME_FILE`` may point at a file that holds it."""
    setting = _BY_NAME[name]
    text = os.environ.get(name, "")
    if not text and (file := os.environ.get(f"{name}_FILE")):
        text = _contents(name, Path(file))
    text = text or (default if default is not None else setting.default)
    try:
        return READERS[setting.kind](text)
    except ValueError as error:
        raise ImproperlyConfigured(f"设置{name}的值“{text}”不正确：{error}。") from error


def _contents(name: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "不是UTF-8文本"
        raise ImproperlyConfigured(
            f"读不了{name}_FILE指的文件{file}（{reason}）。请检查路径，并让运行服务的账号能读它。"
        ) from error


def make_directory(path: Path) -> Path:
    """The place for the installation's files."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"建不了数据目录{path}（{error.strerror}）。请改正JIANGONG_VAR，或让运行服务的账号能写上级目录。"
        ) from error
    return path


def reject_unknown() -> None:
    """A mistyped name must not be silently ignored."""
    known = {setting.name for setting in SETTINGS} | {f"{setting.name}_FILE" for setting in SETTINGS}
    unknown = sorted(name for name in os.environ if name.startswith("JIANGONG_") and name not in known)
    if unknown:
        raise ImproperlyConfigured(
            f"没有这些设置：{'、'.join(unknown)}。请对照docs/configuration.md检查拼写。"
        )


def database(url: str, var: Path, pool: int) -> dict[str, Any]:
    """Django's DATABASES entry for the address given, or SQLite in the data directory."""
    if not url:
        return sqlite(var / "jiangong.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("DATABASE_URL应以postgresql://开头。")
    port = _port(url)
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(INCOMPLETE)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": max(pool, 1), "timeout": 10},
            "options": f"-c lock_timeout=10000 {ONE_PLAN}",
            "prepare_threshold": NEVER_BY_ITSELF,
        },
    }


def _port(url: str) -> str:
    try:
        return str(urlsplit(url).port or "")
    except ValueError as error:
        raise ImproperlyConfigured(INCOMPLETE) from error


def limit_statements(database: dict[str, Any], milliseconds: int) -> None:
    """Bound every statement of this process, before it connects; migrations, imports and backups take their time."""
    if "postgresql" in database["ENGINE"]:
        database["OPTIONS"]["options"] += f" -c statement_timeout={milliseconds}"


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a safe multi-user database: WAL, every acknowledgement after fsync, writers queue."""
    return {
        "ENGINE": "jiangong.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": ":memory:"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                " PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456; PRAGMA journal_size_limit=67108864;"
            ),
        },
    }
