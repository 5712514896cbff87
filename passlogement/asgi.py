"""Entry point for an asynchronous server, for installations that prefer one."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passlogement.settings.production")
application = get_asgi_application()
