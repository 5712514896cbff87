"""As in production: pooled connections with their limits, hashed static files, tasks by a broker. Loopback only."""

from passlogement.embedded import paths
from passlogement.settings.base import *  # noqa: F403 - settings are names, by design of Django
from passlogement.settings.base import BASE_DIR, LOGGING, TEMPLATES
from passlogement.settings.embedded import broker_url, cache, databases, valkey_url

INSTANCE = "load"
DEBUG = False
SECRET_KEY = "benchmark-only"  # noqa: S105 - public on purpose
ENCRYPTION_KEYS = {"benchmark": "dGVzdC1rZXkta25vd24tdG8tYWxsLS0tLS0tLS0tLS0="}
ALLOWED_HOSTS = ["127.0.0.1"]
DEMONSTRATION = True  # its data is a part of what is seeded

VAR = paths.var_dir() / INSTANCE
DATABASES = databases(INSTANCE)
VALKEY_URL = valkey_url(INSTANCE)
CACHES = cache(VALKEY_URL)
CELERY_BROKER_URL = broker_url(VALKEY_URL)

ROOT_URLCONF = "benchmarks.load.urls"
TEMPLATES[0]["DIRS"] = [BASE_DIR / "templates", BASE_DIR / "benchmarks" / "load" / "templates"]
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "photos"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A message that leaves is no part of what is measured: its notice says that it left.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# What is written for each request is written here too: to the file that each process was given.
LOGGING["root"]["level"] = "INFO"
