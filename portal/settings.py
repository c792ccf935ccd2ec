"""Settings of the portal: safe by default, read from the environment.

Without any variable the site runs as one process group over one SQLite file in
``var/``. ``.env.example`` lists every variable.
"""

import secrets
from typing import Any

from django.core.management.utils import get_random_secret_key
from django.urls import reverse_lazy
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from articles.embeds import FRAME_HOSTS
from portal.comment_settings import *  # noqa: F403 -- flat names, each written there once
from portal.environment import BASE_DIR, VAR_DIR, env
from portal.log_settings import LOGGING as LOGGING
from portal.mail_settings import MAIL_FROM, MAIL_TIMEOUT, carrier, no_reply
from portal.sign_in_settings import *  # noqa: F403 -- likewise
from portal.sign_in_settings import SOCIAL_HOSTS
from portal.unfold_settings import UNFOLD as UNFOLD


def kept_secret_key() -> str:
    """Return the key of this installation, made and kept on the first start.

    The key lies in ``VAR_DIR/secret-key`` (mode 600). When the folder cannot be
    written the key lives for this process only.
    """
    path = VAR_DIR / "secret-key"
    try:
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            draft = path.with_name(f"secret-key.{secrets.token_hex(4)}")
            draft.touch(mode=0o600)
            draft.write_text(get_random_secret_key())
            draft.rename(path)
        return path.read_text()
    except OSError:
        return get_random_secret_key()


# The site -------------------------------------------------------------------
SITE_NAME = env.str("SITE_NAME", default="Bạn Đọc")
SITE_TAGLINE = env.str("SITE_TAGLINE", default="Báo của người Việt xa gần")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
# Clocks shown to readers and editors: the first is the paper's own.
CLOCKS = {"Hà Nội": "Asia/Ho_Chi_Minh", "Moskva": "Europe/Moscow"}

# Feeds hold whole articles, not only their standfirsts.
FEED_FULL_TEXT = env.bool("FEED_FULL_TEXT", default=False)
# WebSub hubs that are told when feeds change. Empty: nobody is told anything.
WEBSUB_HUBS = env.list("WEBSUB_HUBS", default=[])
# Whose the paper's own copy is, and how others may use it: articles/ninjs.py asks.
TERMS_OF_USE = "portal.terms.terms_of_use"
# Files at the root: what ads.txt says, and whom security.txt names until when.
ADS_TXT = env.str("ADS_TXT", default="", multiline=True)
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
SECURITY_EXPIRES = env.str("SECURITY_EXPIRES", default="")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

INSTALLED_APPS = [
    "portal",
    "comments",
    "articles",
    "accounts",
    "taggit",
    "django_prose_editor",
    "unfold",
    "unfold.contrib.filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *(f"allauth.socialaccount.providers.{provider}" for provider in SOCIAL_HOSTS),
    "axes",
    "django.contrib.admin",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "portal.client_address.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "portal.compressing.TextGZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.desk.DeskMiddleware",
    "portal.account_pages.AccountPagesMiddleware",
    "portal.furniture.FurnitureMiddleware",
    "portal.trackers.TrackersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.same_origin.SameOriginMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.DeskSessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last: where the door is locked, its page replaces whatever was answered.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DESK_PATH = "/toa-soan/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.furniture.furniture",
            ],
        },
    },
]

# Form fields of ours have templates beside the pages' own.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data -----------------------------------------------------------------------
SQLITE = "django.db.backends.sqlite3"
ONE_FILE: dict[str, Any] = {"ENGINE": SQLITE, "NAME": VAR_DIR / "portal.sqlite3"}
DATABASE = env.db_url("DATABASE_URL") if env.ENVIRON.get("DATABASE_URL") else ONE_FILE
DATABASE_OPTIONS: dict[str, Any] = (
    {
        # One writer at a time: ask for the write lock at once and wait for it. The first two
        # gigabytes of the file are read where the system keeps them, not copied page by page.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=2147418112;",
    }
    if DATABASE["ENGINE"] == SQLITE
    else {"pool": env.bool("DATABASE_POOL", default=True)}
)
DATABASES = {"default": DATABASE | {"OPTIONS": DATABASE_OPTIONS | DATABASE.get("OPTIONS", {})}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes: limits and codes that were used. A migration makes the table.
CACHES = {
    "default": env.cache_url("CACHE_URL", default="dbcache://cache?max_entries=10000")
    | {"KEY_FUNCTION": "portal.cache_keys.hashed"}
}

# No search of a reader runs longer in the database.
SEARCH_SECONDS = env.float("SEARCH_SECONDS", default=2.0)

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = reverse_lazy("admin:login")
# Whoever wrote a piece cannot let it through: somebody else approves or releases it.
FOUR_EYES = env.bool("FOUR_EYES", default=False)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

MFA_TOTP_ISSUER = SITE_NAME

TAGGIT_CASE_INSENSITIVE = True

# Mail -----------------------------------------------------------------------
# Whatever is sent lies in the outbox first; a task hands it to the carrier: docs/decisions/0023
MAILERS = {
    "default": {"BACKEND": "portal.outbox.Outbox"},
    "carrier": carrier(env.email_url("MAIL_URL", default="consolemail://"), MAIL_TIMEOUT),
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM or no_reply(SITE_NAME, SITE_URL)

# Language and time ----------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh")), ("ru", _("Tiếng Nga"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
# Readers get the paper's one language; only the desk may choose its own.
LANGUAGE_COOKIE_PATH = DESK_PATH
TIME_ZONE = next(iter(CLOCKS.values()))
USE_TZ = True

# Files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.slimming.SlimStaticFilesStorage"},
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# What takes seconds is done within the request, or by ``manage.py db_worker`` where
# TASKS_BACKEND is django_tasks_db.DatabaseBackend.
TASKS_BACKEND = env.str("TASKS_BACKEND", default="django.tasks.backends.immediate.ImmediateBackend")
# Seconds that reads and searches wait in memory before they are written together; 0: at once.
READS_WRITTEN_EVERY = env.int("READS_WRITTEN_EVERY", default=10)
TASKS = {"default": {"BACKEND": TASKS_BACKEND}}
if TASKS_BACKEND.startswith("django_tasks_db."):
    INSTALLED_APPS.append("django_tasks_db")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# Security -------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=SITE_URL.startswith("https://"))
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
# How many servers of ours add to X-Forwarded-For before a request is here.
PROXY_COUNT = max(1, env.int("PROXY_COUNT", default=1))
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
# Only forms of the desk and of readers' accounts have tokens; no other page meets this
# cookie. portal/account_pages.py gives it the other path.
CSRF_COOKIE_PATH = DESK_PATH
CSRF_FAILURE_VIEW = "portal.desk.send_again"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    # Videos and posts that readers ask for with a click: articles/embeds.py.
    "frame-src": list(FRAME_HOSTS),
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# The desk's theme runs Alpine, which evaluates expressions and sets style attributes.
# Scripts and style elements in the page need the nonce: the editor's import map has it.
DESK_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.NONCE, CSP.UNSAFE_EVAL],
    "style-src-elem": [CSP.SELF, CSP.NONCE],
    "style-src-attr": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
}
