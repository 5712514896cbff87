"""The test suite: servers of its own, started by tests/conftest.py; tasks run at once; strict templates."""

from passlogement.embedded import paths
from passlogement.settings.base import *  # noqa: F403 - settings are names, by design of Django
from passlogement.settings.embedded import cache, databases, valkey_url

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105 - public on purpose
ENCRYPTION_KEYS = {"test": "dGVzdC1rZXkta25vd24tdG8tYWxsLS0tLS0tLS0tLS0="}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMONSTRATION = True

VAR = paths.var_dir() / "test"
DATABASES = databases("test")
for _description in DATABASES.values():
    # The suite creates and drops databases: a pool would hold their connections open.
    _description["OPTIONS"].pop("pool")
VALKEY_URL = valkey_url("test")
CACHES = cache(VALKEY_URL)
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = "memory://"

MEDIA_ROOT = VAR / "photos"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
