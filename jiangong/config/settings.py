"""Django settings; everything an operator may change comes through ``env``."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from jiangong.config import env

env.reject_unknown()
SETTINGS_REFERENCE = env.SETTINGS

BASE_DIR = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = env.read("JIANGONG_ENV")
if ENVIRONMENT not in {"development", "production"}:
    raise ImproperlyConfigured("JIANGONG_ENV应为development或production。")
PRODUCTION = ENVIRONMENT == "production"
VAR_DIR: Path = env.make_directory(env.read("JIANGONG_VAR", default=str(BASE_DIR / "var")))
PROFILE = env.read("JIANGONG_PROFILE")
if PROFILE not in {"standard", "mlps3"}:
    raise ImproperlyConfigured("JIANGONG_PROFILE应为standard或mlps3。")

DEBUG = env.read("JIANGONG_DEBUG")
DEMO = env.read("JIANGONG_DEMO", default="false" if PRODUCTION else "true")


def _development_secret(path: Path) -> str:
    """A secret of this machine's own, so that even a trial installation has no well-known key."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = env.read("JIANGONG_SECRET_KEY")
if PRODUCTION:
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("正式环境必须设置至少50个字符的JIANGONG_SECRET_KEY。")
    if DEBUG:
        raise ImproperlyConfigured("正式环境不允许开启JIANGONG_DEBUG。")
    if DEMO:
        raise ImproperlyConfigured("正式环境不允许演示数据和演示账号，请去掉JIANGONG_DEMO。")
elif not SECRET_KEY:
    SECRET_KEY = _development_secret(VAR_DIR / "keys" / "secret-key")
KEYRING_FILE: Path = env.read("JIANGONG_KEYRING", default=str(VAR_DIR / "keys" / "keyring.json"))
ANCHOR_FILE: Path = env.read("JIANGONG_ANCHOR", default=str(VAR_DIR / "audit-anchor.log"))
ATTACHMENT_DIR = VAR_DIR / "attachments"
STAGING_DIR = VAR_DIR / "staging"
MOST_APPRENTICES: int = env.read("JIANGONG_MOST_APPRENTICES")
HEALTH_TOKEN = env.read("JIANGONG_HEALTH_TOKEN")
WORKERS = env.read("JIANGONG_WORKERS")
THREADS = env.read("JIANGONG_THREADS")
SITE_URL = env.read("JIANGONG_SITE_URL")
QUIET_HOURS = env.read("JIANGONG_QUIET_HOURS")
WEBHOOK_HOSTS = env.read("JIANGONG_WEBHOOK_HOSTS")

EMAIL_HOST = env.read("JIANGONG_EMAIL_HOST")  # empty: no mail is sent and nobody can choose it
EMAIL_PORT = env.read("JIANGONG_EMAIL_PORT")
EMAIL_HOST_USER = env.read("JIANGONG_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.read("JIANGONG_EMAIL_PASSWORD")
EMAIL_USE_SSL = env.read("JIANGONG_EMAIL_SECURITY") == "ssl"
EMAIL_USE_TLS = env.read("JIANGONG_EMAIL_SECURITY") == "starttls"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.read("JIANGONG_EMAIL_FROM")

ALLOWED_HOSTS = env.read("JIANGONG_HOSTS")
TRUSTED_PROXIES = env.read("JIANGONG_TRUSTED_PROXIES")
HTTPS = env.read("JIANGONG_HTTPS", default="true" if PRODUCTION else "false")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "csp",
    "jiangong.kit.ui",
    "jiangong.kit.access",
    "jiangong.kit.audit",
    "jiangong.kit.commands",
    "jiangong.kit.listing",
    "jiangong.kit.jobs",
    "jiangong.kit.workdays",
    "jiangong.kit.messaging",
    "jiangong.kit.attachments",
    "jiangong.kit.importing",
    "jiangong.kit.printing",
    "jiangong.kit.rest",
    "jiangong.domains.organizations",
    "jiangong.domains.accounts",
    "jiangong.domains.people",
    "jiangong.domains.documents",
    "jiangong.domains.assessments",
    "jiangong.domains.indicators",
    "jiangong.domains.titles",
    "jiangong.domains.plans",
    "jiangong.domains.studios",
    "jiangong.domains.honors",
    "jiangong.domains.statistics",
    "jiangong.domains.mentorship",
    "jiangong.domains.competitions",
    "jiangong.domains.rural",
    "jiangong.domains.reform",
    "jiangong.domains.places",
    "jiangong.domains.activities",
    "jiangong.domains.reporting",
    "jiangong.domains.supervision",
    "jiangong.portal",
]

MIDDLEWARE = [
    "jiangong.kit.pages.middleware.RequestIdentity",
    "jiangong.kit.pages.middleware.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "jiangong.domains.accounts.middleware.SessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jiangong.domains.accounts.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "jiangong.domains.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jiangong.kit.pages.middleware.Refusals",
]

ROOT_URLCONF = "jiangong.config.urls"
WSGI_APPLICATION = "jiangong.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "jiangong.portal.context.frame",
            ],
            "builtins": ["jiangong.kit.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": env.database(env.read("DATABASE_URL"), VAR_DIR, env.read("JIANGONG_DB_POOL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
SESSION_ENGINE = "jiangong.domains.accounts.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "jiangong.kit.pages.failures.csrf_failure"
# In a signed cookie: kept in the session, each sentence would cost two more synced commits than its deed.
MESSAGE_STORAGE = "jiangong.kit.pages.notes.NewestNotes"
LOGIN_URL = "accounts:sign_in"
PASSWORD_HASHERS = ["jiangong.domains.accounts.passwords.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "jiangong.domains.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 12 if PROFILE == "mlps3" else 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["jiangong.config.formats"]
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "jiangong.kit.ui.statics.StaticFiles"},
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
LARGEST_REQUEST = 110 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = str(STAGING_DIR)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
STAGING_DIR.mkdir(parents=True, exist_ok=True)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.read("JIANGONG_LOG_LEVEL")},
    "loggers": {
        "django.db.backends": {"level": "INFO"},
        "weasyprint": {"level": "ERROR"},  # a line for every page otherwise
        "fontTools": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
