"""Production: everything comes from the environment, and what is missing stops the start with a sentence."""

import os
from pathlib import Path

from passlogement.settings.base import *  # noqa: F403 - settings are names, by design of Django
from passlogement.settings.embedded import broker_url, cache
from passlogement.settings.environment import (
    databases,
    hosts,
    keys,
    number,
    optional,
    photo_storage,
    required,
    secret_key,
    valkey,
)

DEBUG = False
SECRET_KEY = secret_key(required("SECRET_KEY"))
ENCRYPTION_KEYS = keys(required("ENCRYPTION_KEYS"))
ALLOWED_HOSTS = hosts(required("ALLOWED_HOSTS"))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = databases(required("DATABASE_URL"), required("VAULT_DATABASE_URL"))
VALKEY_URL = valkey(required("REDIS_URL"))
CACHES = cache(VALKEY_URL)
CELERY_BROKER_URL = broker_url(VALKEY_URL)

STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", "/srv/passlogement/static"))
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", "/srv/passlogement/photos"))
STORAGES = {
    "default": photo_storage(optional("PHOTOS_S3_BUCKET")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SITE_ADDRESS = os.environ.get("SITE_ADDRESS", f"https://{ALLOWED_HOSTS[0]}/")
EMAIL_HOST = required("EMAIL_HOST")
EMAIL_PORT = number("EMAIL_PORT", 587)
EMAIL_HOST_USER = optional("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = optional("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = True
# Both may be files as well.
BACKUP_RECIPIENT = optional("BACKUP_RECIPIENT")
METRICS_TOKEN = optional("METRICS_TOKEN")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The supervisor asks for these from the machine itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
# The reverse proxy of docker-compose.yml: rate limits count visitors by the address that it saw, not by its own.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
MAP_TILE_URL = os.environ.get("MAP_TILE_URL", "")
