"""The test suite: servers of its own, started by tests/conftest.py; tasks run at once; strict templates."""

import os

from passlogement.embedded import paths
from passlogement.settings.base import *  # noqa: F403 - settings are names, by design of Django
from passlogement.settings.embedded import cache, databases, valkey_url

DEBUG = False
SECRET_KEY = "test-only"  # noqa: S105 - public on purpose
ENCRYPTION_KEYS = {"test": "dGVzdC1rZXkta25vd24tdG8tYWxsLS0tLS0tLS0tLS0="}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMONSTRATION = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the live server of the browser tests

VAR = paths.var_dir() / "test"
DATABASES = databases("test")
for _description in DATABASES.values():
    # The suite creates and drops databases: a pool would hold their connections open.
    _description["OPTIONS"].pop("pool")
    # A busy machine is no failure: the limits of production, which are seconds, are not what the suite tests.
    _description["OPTIONS"]["options"] = "-c statement_timeout=120000 -c lock_timeout=60000"
# Under pytest-xdist each worker empties its own Valkey database between tests, never its neighbour's.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 15
VALKEY_URL = valkey_url("test").replace("db=0", f"db={_worker}")
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
