"""Settings shared by every way of running the platform. What differs stands in the file of that way."""

import logging
import os
from pathlib import Path
from typing import Any

import dj_database_url
import structlog
from csp.constants import NONE, SELF

from common.log_lines import without_address, without_words

BASE_DIR = Path(__file__).resolve().parent.parent.parent
PROJECT_NAME = "Pass'Logement"


def database(url: str, *, statement_timeout_ms: int = 10_000) -> dict:
    """Django's description of one PostgreSQL database given by its address, with our guards.

    A web request that holds a statement for 10 s or waits 5 s for a lock is a defect: better an error than a queue.
    """
    return with_guards(dict(dj_database_url.parse(url)), statement_timeout_ms=statement_timeout_ms)


def with_guards(description: dict, *, statement_timeout_ms: int = 10_000) -> dict:
    description["ENGINE"] = "django.db.backends.postgresql"
    description["OPTIONS"] = {
        **description.get("OPTIONS", {}),
        "server_side_binding": True,
        "options": f"-c statement_timeout={statement_timeout_ms} -c lock_timeout=5000",
        "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    }
    return description


# --- Applications ------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "reporting",
    "matching",
    "offers",
    "conventions",
    "bailleurs",
    "associations",
    "notifications",
    "accounts",
    "territories",
    "common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.idp.oidc",
    "csp",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.slow_pages.SlowPagesMiddleware",
    "common.middleware.SharedBrowserMiddleware",
    "csp.middleware.CSPMiddleware",
    "common.request_log.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SessionLifeMiddleware",
    "accounts.middleware.SignInMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.MemberMiddleware",
]

ROOT_URLCONF = "passlogement.urls"
WSGI_APPLICATION = "passlogement.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context_processors.page",
                "notifications.context_processors.notices",
            ],
            "builtins": ["django.templatetags.static", "common.templatetags.formats"],
        },
    },
]

# --- Databases ---------------------------------------------------------------------------------------------------

DATABASE_ROUTERS = ["associations.vault.VaultRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Language and time -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- Static files and photos -------------------------------------------------------------------------------------

NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("vendor/icons", NODE_MODULES / "bootstrap-icons" / "font"),
    ("vendor/htmx", NODE_MODULES / "htmx.org" / "dist"),
    ("vendor/leaflet", NODE_MODULES / "leaflet" / "dist"),
    ("vendor/font", NODE_MODULES / "@fontsource" / "atkinson-hyperlegible"),
    # Outlines of the maps; the other files there are public data as well.
    ("geo", BASE_DIR / "territories" / "data"),
]
# Photos are never under a public address: a view serves each to who may see it.
MEDIA_URL = ""
MEDIA_ROOT = BASE_DIR / "var" / "photos"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes, photos apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
MAX_PHOTO_BYTES = 12 * 1024 * 1024

# --- Accounts ----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    # CNIL, délibération 2022-100: 14 characters of three kinds hold without other measures.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The address is unique by a constraint on Lower(email), which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# The address was proved by the invitation that was sent to it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Nothing is sent to an address that has no account: it would tell a stranger that the platform exists.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Whoever changes a password or a second factor is told by mail to the account's address, in neutral words.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds
ACCOUNT_LOGOUT_REDIRECT_URL = "/compte/login/"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
# A passkey (clé d'accès) stands beside the application of codes, never alone: it is a second factor, no sign-in.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = PROJECT_NAME
INVITATION_HOURS = 72

# --- Sessions: idle end after 15 minutes, 12 hours at most ---------------------------------------------------------

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 3600  # seconds
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_SECONDS = 15 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "common.views.csrf_failure"
# Not "no-referrer": browsers would then post `Origin: null`, which the CSRF check rightly refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        # Bootstrap's arrows and ticks are data: images inside its style sheet.
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Demonstration (development only; accounts.checks refuses it on a public address) ------------------------------

DEMONSTRATION = False
DEMONSTRATION_ON_A_PUBLIC_ADDRESS = ""
LISTEN_ADDRESS = os.environ.get("LISTEN_ADDRESS", "127.0.0.1")

# --- Households ----------------------------------------------------------------------------------------------------

# An unborn child counts in the typology and the surface; in the category of the income ceilings only where a
# commission accepts it.
UNBORN_IN_CATEGORY = False

# CNIL, référentiel of 14 September 2023 on retention: two years after the last contact, by its usual reading.
RETENTION_DAYS = 730
RETENTION_WARNING_DAYS = 30

# --- Mail --------------------------------------------------------------------------------------------------------

# Where messages send their reader: the sign-in page.
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "http://localhost:8000/")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Espace de travail <ne-pas-repondre@passlogement.invalid>")
EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 10  # seconds

# --- Metrics (/metrics) --------------------------------------------------------------------------------------------

# Who asks for the metrics shows this (`Authorization: Bearer ...`). Empty: nobody has them.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")

# --- Backups (manage.py backup) --------------------------------------------------------------------------------------

# An age public key (age1...): the platform writes backups that it cannot read. Its private key stays elsewhere.
BACKUP_RECIPIENT = os.environ.get("BACKUP_RECIPIENT", "")
BACKUP_DIR = os.environ.get("BACKUP_DIR", "")

# --- Tasks -------------------------------------------------------------------------------------------------------

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 600  # seconds
# KiB: a child that grew over weeks, or with a large import, is replaced between two tasks, long before the container's
# limit would kill one within a task. 140 MiB are usual.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 300_000
CELERY_BEAT_SCHEDULER = "passlogement.beat.OneBeat"
# By urgency: what somebody waits for never stands behind a spreadsheet of 50,000 rows or a report. A worker without
# `-Q` takes from all.
CELERY_TASK_DEFAULT_QUEUE = "alerts"
CELERY_TASK_QUEUES: dict[str, dict[str, Any]] = {"alerts": {}, "imports": {}, "reports": {}}
CELERY_TASK_ROUTES = {
    "offers.tasks.carry_import": {"queue": "imports"},
    "offers.tasks.sweep_imports": {"queue": "imports"},
    "reporting.tasks.*": {"queue": "reports"},
}

# --- Maps --------------------------------------------------------------------------------------------------------

# An address of map tiles, when the federation hosts some. Empty: our own outlines only, nobody is told anything.
MAP_TILE_URL = ""

# --- Logs: JSON, without personal data -----------------------------------------------------------------------------

DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# A line for each task that ends, with the id of the request that sent it; its start and its sending are noise.
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = logging.DEBUG
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.processors.TimeStamper(fmt="iso"),
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                without_address,
                without_words,
            ],
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django's own server and query loggers print addresses and parameters.
        "django.db.backends": {"level": "WARNING"},
        "django.server": {"level": "WARNING"},
        # The request's own line says what was not found; one of what failed may be alone (common.log_lines).
        "django.request": {"level": "ERROR"},
        # Its own lines of a task hold what the task was called with; ours stand beside.
        "celery": {"level": "WARNING"},
        # Of a task that failed it writes the error's words; `task_failed` stands beside.
        "celery.app.trace": {"level": "CRITICAL"},
        # At DEBUG it writes each token that it gives.
        "oauthlib": {"level": "WARNING"},
    },
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        without_words,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# --- REST API ------------------------------------------------------------------------------------------------------

API_RATE = "600/min"  # requests of one client
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 3600  # seconds
# A secret in an address would stay in logs: in the header, or in the content.
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": False,
    "DEFAULT_SCHEMA_CLASS": "common.rest.schema.ProblemSchema",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Pass’Logement",
    "DESCRIPTION": (
        "Pour le logiciel d’un bailleur : ses logements, et où en sont les demandes qui lui sont transmises. "
        "Pour un observatoire : les chiffres publiés. Jamais un ménage, jamais un lieu qui le touche."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "EtatLogementEnum": "offers.models.OfferState",
        "MotifEnum": "offers.models.WithdrawalReason",
    },
    "PREPROCESSING_HOOKS": ["common.rest.schema.only_api_routes"],
}
