"""The platform as `make test-faults` runs it: the demonstration's, with a mail server and a disk of the run."""

import os
from pathlib import Path

from passlogement.settings.development import *  # noqa: F403 - settings are names, by design of Django

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["FAULTS_MAIL_PORT"])
MEDIA_ROOT = Path(os.environ["FAULTS_DISK"]) / "photos"
STORAGES = {
    # Where no small disk may be mounted, the storage itself says that it is full.
    "default": {"BACKEND": "tests.faults.disk.StorageThatFills"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # bytes: everything that is sent goes through the disk of the run
