"""Production: everything comes from the environment, and what is missing stops the start with a sentence."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from passlogement.settings.base import *  # noqa: F403 - settings are names, by design of Django
from passlogement.settings.base import database
from passlogement.settings.embedded import broker_url, cache


def required(name: str) -> str:
    """The value of an environment variable, or of the file that NAME_FILE points to (a mounted secret)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    if value := os.environ.get(name):
        return value
    raise ImproperlyConfigured(f"{name} is not set: give it, or {name}_FILE with the path of a file that holds it.")


DEBUG = False
SECRET_KEY = required("SECRET_KEY")
# "id:base64 id:base64": the first key seals, the others still open.
ENCRYPTION_KEYS = dict(entry.split(":", 1) for entry in required("ENCRYPTION_KEYS").split())
if "development" in ENCRYPTION_KEYS or SECRET_KEY.startswith("development-only"):
    raise ImproperlyConfigured("The keys of the demonstration are known to everybody: make new ones for production.")
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split()
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = {"default": database(required("DATABASE_URL")), "vault": database(required("VAULT_DATABASE_URL"))}
VALKEY_URL = required("REDIS_URL")
CACHES = cache(VALKEY_URL)
CELERY_BROKER_URL = broker_url(VALKEY_URL)

STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", "/srv/passlogement/static"))
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", "/srv/passlogement/photos"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SITE_ADDRESS = os.environ.get("SITE_ADDRESS", f"https://{ALLOWED_HOSTS[0]}/")
EMAIL_HOST = required("EMAIL_HOST")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = True

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
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
