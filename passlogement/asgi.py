"""Entry point for an asynchronous server, for installations that prefer one."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passlogement.settings.production")
application = get_asgi_application()

from associations.reconciliation import check_reconciled  # noqa: E402 - once the applications are loaded

# In a thread of its own: these servers load the application inside their loop, where the database may not be asked.
ThreadPoolExecutor(max_workers=1).submit(check_reconciled).result()
