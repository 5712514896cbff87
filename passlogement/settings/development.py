"""A laptop, and the demonstration (`make demo`): embedded servers, mail in a folder, keys that everybody knows."""

import os

from passlogement.embedded import paths
from passlogement.settings.base import *  # noqa: F403 - settings are names, by design of Django
from passlogement.settings.base import LOGGING
from passlogement.settings.embedded import broker_url, cache, databases, valkey_url

DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = "development-only-known-to-everybody-refused-in-production"  # noqa: S105 - public on purpose
# 32 bytes in base64, by key id; the first seals, the others still open.
ENCRYPTION_KEYS = {"development": "ZGV2ZWxvcG1lbnQta2V5LWtub3duLXRvLWFsbC0tLS0="}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEMONSTRATION = os.environ.get("DEMONSTRATION", "1") == "1"
DEMONSTRATION_ON_A_PUBLIC_ADDRESS = os.environ.get("DEMONSTRATION_ON_A_PUBLIC_ADDRESS", "")

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost

VAR = paths.var_dir()
DATABASES = databases("main")
VALKEY_URL = valkey_url("main")
CACHES = cache(VALKEY_URL)
CELERY_BROKER_URL = broker_url(VALKEY_URL)

STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "photos"
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
# A terminal is for what somebody does, not for the sweeps of each minute.
LOGGING["loggers"]["django_structlog.celery"] = {"level": "WARNING"}
