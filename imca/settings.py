"""Settings: read from the environment, each variable listed in .env.example.

Without any variable the project runs for a first look on this machine alone: SQLite in ``var/``
and Celery's broker as files beside it. PostgreSQL and Redis are two variables away.
"""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from imca import env
from imca.interface import *  # noqa: F403 - settings, the same everywhere
from imca.limits import *  # noqa: F403 - likewise
from imca.timetable import *  # noqa: F403 - likewise
from imca.work import *  # noqa: F403 - likewise

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.read_text("IMCA_VAR", default=str(BASE_DIR / "var")))

# --- who may reach it --------------------------------------------------------------------------
ALLOWED_HOSTS = env.read_list("ALLOWED_HOSTS")
LOCAL_ONLY = not ALLOWED_HOSTS
if LOCAL_ONLY:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEBUG = env.read_flag("DEBUG", default=False)
SECRET_KEY = env.secret_key(local_only=LOCAL_ONLY, var=VAR)
CSRF_TRUSTED_ORIGINS = env.read_list("CSRF_TRUSTED_ORIGINS")
BEHIND_TLS = env.read_flag("BEHIND_TLS", default=not LOCAL_ONLY)
# How many addresses at the end of X-Forwarded-For were written by our own proxies; the header is
# believed no further, and without a proxy not at all.
TRUSTED_PROXIES = env.read_number("TRUSTED_PROXIES", int(BEHIND_TLS))

# --- apps --------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "imca.administration.HouseConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django_htmx",
    "axes",
    "knox",
    "secretariats",
    "timetracking",
    "costsharing",
    "reporting",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "imca.compression.Compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last: it turns a refused login into the page that says when to try again.
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "imca.urls"
WSGI_APPLICATION = "imca.wsgi.application"
ASGI_APPLICATION = "imca.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "secretariats.context.frame",
                "imca.navigation.navigation",
                "secretariats.guides.guide",
                "timetracking.context.timer",
                "costsharing.context.values",
            ],
        },
    }
]

# --- database ----------------------------------------------------------------------------------
DATABASE_URL = env.read_text("DATABASE_URL", default=f"sqlite:///{VAR / 'imca.sqlite3'}")
DATABASES = {"default": env.ENV.db_url_config(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = env.read_number("CONN_MAX_AGE", 60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    # A writer takes its lock at the start, so that web and worker wait for each other instead of
    # failing half-way; readers go on beside the one writer (write-ahead log).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    # SQLite ignores the columns that an index of PostgreSQL carries along.
    "models.W040",
    # Whether all names below this one, or the lists inside browsers, are for TLS alone is for
    # whoever owns the domain to say, not for one site of it.
    "security.W005",
    "security.W021",
]

# --- people ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "secretariats.Person"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = [
    "secretariats.login_limits.LoginLimits",
    "django.contrib.auth.backends.ModelBackend",
]
# A working day, however long: nobody is logged out in the middle of one.
SESSION_COOKIE_AGE = env.read_number("SESSION_HOURS", 14) * 3600
# A link to a new password ends after a day, and with the first use.
PASSWORD_RESET_TIMEOUT = int(timedelta(days=1).total_seconds())
# Whether the clock has the month before valued in each unit.
VALUE_MONTHS = env.read_flag("VALUE_MONTHS", default=True)
# The largest file of time that people may bring, in bytes.
UPLOAD_LIMIT = env.read_number("UPLOAD_MEGABYTES", 20) * 1024**2
# Networks of one's own in which people's calendars may be read, besides the open internet.
CALENDAR_NETWORKS = env.read_networks("CALENDAR_NETWORKS")
# A form that was open too long: what was typed is not lost.
CSRF_FAILURE_VIEW = "secretariats.web.errors.form_too_old"
# Tells timetracking, which knows no agreements, whom joint work serves on a date.
JOINT_BY_DATE = "costsharing.queries.agreements.members_by_date"

# --- mail --------------------------------------------------------------------------------------
# Without a server each mail becomes a file, for a first look on this machine.
MAIL_URL = env.read_text("EMAIL_URL")
MAIL_IS_SENT = bool(MAIL_URL)
EMAIL_FILE_PATH = str(VAR / "mail")
if not MAIL_IS_SENT:
    # What stands there lets its reader into accounts.
    Path(EMAIL_FILE_PATH).mkdir(mode=0o700, parents=True, exist_ok=True)
EMAIL_TIMEOUT = 20
globals().update(env.mail(MAIL_URL))
DEFAULT_FROM_EMAIL = env.read_text("DEFAULT_FROM_EMAIL", default="imca@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Where links in mails lead that no request asked for.
SITE_URL = env.site_url(ALLOWED_HOSTS, tls=BEHIND_TLS, local=LOCAL_ONLY)

# --- languages and time ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["imca.formats"]
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files -------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env.read_text("STATIC_ROOT", default=str(VAR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "imca.bundles.Statics"
            if not LOCAL_ONLY
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = LOCAL_ONLY
# Nothing of the site is for pages of others.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "imca.bundles.Bundles",
]

# --- browser security --------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

# --- Celery ------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.read_text("CELERY_BROKER_URL")
EMBEDDED_WORKER = not CELERY_BROKER_URL
# A worker that dies keeps its messages back for this long before another may have them.
CELERY_VISIBILITY_TIMEOUT = env.read_number("CELERY_VISIBILITY_TIMEOUT", 30)
if EMBEDDED_WORKER:
    # A queue of its own for each database: messages name rows of one.
    QUEUE = VAR / "queue" / sha256(DATABASE_URL.encode()).hexdigest()[:16]
    for name in ("messages", "processed", "control"):
        (QUEUE / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE / "messages"),
        "data_folder_out": str(QUEUE / "messages"),
        "processed_folder": str(QUEUE / "processed"),
        "control_folder": str(QUEUE / "control"),
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
        # Left alone, workers look for such messages every hundred seconds only, and one that dies
        # while it looks keeps the others from looking for five minutes.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "unacked_mutex_expire": 10,
        # A Redis that is there but does not answer is an error, too.
        "socket_connect_timeout": 5,
        "socket_timeout": 10,
    }
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# What a task did is told by its job's row, for people and programs alike.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# The lease keeps a second delivery from the work, so that it need not stop when Redis is away.
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
SHORTEST_TIME_LIMIT = 2
CELERY_TASK_TIME_LIMIT = env.read_number("TASK_TIME_LIMIT", 900)
if CELERY_TASK_TIME_LIMIT < SHORTEST_TIME_LIMIT:
    message = f"TASK_TIME_LIMIT must be at least {SHORTEST_TIME_LIMIT} seconds."
    raise ImproperlyConfigured(message)
# What is left is for telling that time is up; then the process is killed.
CELERY_TASK_SOFT_TIME_LIMIT = CELERY_TASK_TIME_LIMIT - min(30, CELERY_TASK_TIME_LIMIT // 2)
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.read_text("LOG_LEVEL", default="WARNING")},
    # They tell every address that is asked, and one of a calendar lets its reader in.
    "loggers": {"httpx": {"level": "WARNING"}, "httpcore": {"level": "WARNING"}},
}
