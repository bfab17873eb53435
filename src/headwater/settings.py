"""Configuration: by environment, every setting documented here and checked at start.

`SETTINGS` is the whole list that people may change; the docs print it. Everything kept lies under HEADWATER_HOME.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csp.constants import NONCE, SELF
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, what it means, and what stands when it is not given."""

    name: str
    meaning: str
    default: str = ""


SETTINGS = (
    Setting(
        "HEADWATER_HOME",
        "The one folder that holds everything kept: databases, originals, lake.",
        str(Path.home() / ".local" / "share" / "headwater"),
    ),
    Setting(
        "HEADWATER_KEYS",
        "The folder of keys. Keep it on another disk than the data; without it sealed files cannot be opened.",
        "keys, under HEADWATER_HOME",
    ),
    Setting(
        "HEADWATER_DATABASE",
        "postgresql://user:password@host:port/name for the operations database.",
        "operations.sqlite3, under HEADWATER_HOME",
    ),
    Setting(
        "HEADWATER_VAULT_DATABASE",
        "postgresql://... for the identity vault; must not be the operations database.",
        "vault.sqlite3, under HEADWATER_HOME",
    ),
    Setting("HEADWATER_HOSTS", "Host names the site answers to, separated by commas.", "127.0.0.1,localhost"),
    Setting(
        "HEADWATER_BEHIND_TLS",
        "yes when a proxy in front of the site ends TLS: cookies become secure-only, and the last address of its "
        "X-Forwarded-For is taken for the visitor's.",
        "no",
    ),
    Setting("HEADWATER_ENGINE_MEMORY", "The most memory the analytical engine may use.", "700MB"),
    Setting("HEADWATER_ENGINE_THREADS", "How many threads the analytical engine may use.", "2"),
    Setting(
        "HEADWATER_UPLOAD_LIMIT_MB",
        "The largest file that may be uploaded through the site, in megabytes.",
        "512",
    ),
    Setting(
        "HEADWATER_UNPACKED_LIMIT_MB", "The largest size a supplied file may unpack to, in megabytes.", "8192"
    ),
    Setting(
        "HEADWATER_SESSION_MINUTES", "Minutes without a click after which a signed-in session ends.", "30"
    ),
    Setting(
        "HEADWATER_TRACE", "yes to print the program's own trace below an error at the command line.", "no"
    ),
    Setting(
        "HEADWATER_DEMONSTRATION",
        "yes only on a demonstration site: shows the banner and the demonstration sign-ins.",
        "no",
    ),
)


def read(name: str) -> str:
    known = {setting.name: setting for setting in SETTINGS}
    return os.environ.get(name) or known[name].default


def _number(name: str) -> int:
    text = read(name)
    if not text.isdigit() or int(text) == 0:
        raise ImproperlyConfigured(f"{name} must be a whole number above 0, not {text!r}.")
    return int(text)


def _yes(name: str) -> bool:
    text = read(name).lower()
    if text not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {text!r}.")
    return text == "yes"


HEADWATER_HOME = Path(read("HEADWATER_HOME")).expanduser().resolve()
HEADWATER_KEYS = Path(os.environ.get("HEADWATER_KEYS") or HEADWATER_HOME / "keys").expanduser().resolve()
HEADWATER_ENGINE_MEMORY = read("HEADWATER_ENGINE_MEMORY")
HEADWATER_ENGINE_THREADS = _number("HEADWATER_ENGINE_THREADS")
HEADWATER_UPLOAD_LIMIT = _number("HEADWATER_UPLOAD_LIMIT_MB") * 1024 * 1024
HEADWATER_UNPACKED_LIMIT = _number("HEADWATER_UNPACKED_LIMIT_MB") * 1024 * 1024
HEADWATER_DEMONSTRATION = _yes("HEADWATER_DEMONSTRATION")
HEADWATER_BEHIND_TLS = _yes("HEADWATER_BEHIND_TLS")

for _folder in (HEADWATER_HOME, HEADWATER_KEYS):
    _folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "timeout": 30,
            # deferred transactions fail at once when two writers meet; immediate ones queue
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;",
        },
    }


def _postgresql(name: str, address: str) -> dict[str, Any]:
    import psycopg  # only where it is used: it takes a tenth of a second

    try:
        told = psycopg.conninfo.conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        told = {}
    if not address.startswith(("postgresql://", "postgres://")) or "dbname" not in told:
        raise ImproperlyConfigured(f"{name} must be like postgresql://user:password@host:port/name.")
    parts = {part: told.pop(key, "") for part, key in _POSTGRESQL_PARTS.items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **parts,
        "OPTIONS": told,  # sslmode and its like
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


_POSTGRESQL_PARTS = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}


def _database(name: str, file: Path) -> dict[str, Any]:
    address = os.environ.get(name)
    return _postgresql(name, address) if address else _sqlite(file)


def _secret_key() -> str:
    """Made on first run and kept with the other keys."""
    file = HEADWATER_KEYS / "site.key"
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return file.read_text()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in read("HEADWATER_HOSTS").split(",")]

DATABASES = {
    "default": _database("HEADWATER_DATABASE", HEADWATER_HOME / "operations.sqlite3"),
    "vault": _database("HEADWATER_VAULT_DATABASE", HEADWATER_HOME / "vault.sqlite3"),
}
if len({str([kept.get(part) for part in ("NAME", "HOST", "PORT")]) for kept in DATABASES.values()}) == 1:
    raise ImproperlyConfigured("HEADWATER_VAULT_DATABASE must not be the operations database.")
DATABASE_ROUTERS = ["headwater.data.vault.router.VaultRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "headwater.apps.HeadwaterConfig",
    "headwater.data.vault.apps.VaultConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
AUTH_USER_MODEL = "headwater.Person"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "headwater.web.doors.DenyByDefault",
    "headwater.web.remembered.RememberPublicPages",
]

ROOT_URLCONF = "headwater.urls"
WSGI_APPLICATION = "headwater.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            Path(__file__).parent / "web" / "templates",
            Path(__file__).parent / "insight" / "reporting" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "headwater.web.context.site",
            ],
            "builtins": [
                "headwater.web.templatetags.beside",
                "headwater.web.templatetags.figures",
                "headwater.web.templatetags.forms",
                "headwater.web.templatetags.papers",
                "headwater.web.templatetags.words",
            ],
        },
    },
]

_LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _LOCAL},
    "pages": {"BACKEND": _LOCAL, "LOCATION": "pages", "TIMEOUT": 3600, "OPTIONS": {"MAX_ENTRIES": 500}},
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [Path(__file__).parent / "web" / "static"]
STATIC_ROOT = HEADWATER_HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True, mode=0o700)  # the static middleware warns of a folder that is not there
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Sign-in: an e-mail address and a password, with a second factor for those who want one or whose role needs it.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "headwater.web.accounts.ClosedAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "30/m/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # nobody is kept signed in on a machine that others use too
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

SESSION_COOKIE_AGE = _number("HEADWATER_SESSION_MINUTES") * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "headwater.web.errors.forged"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HEADWATER_BEHIND_TLS
if SESSION_COOKIE_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = HEADWATER_HOME / "work"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True, mode=0o700)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
