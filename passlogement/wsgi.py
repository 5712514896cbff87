"""Entry point of the web server. It does not start on a restored database that was not reconciled."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "passlogement.settings.production")
application = get_wsgi_application()

from associations.reconciliation import check_reconciled  # noqa: E402 - once the applications are loaded

check_reconciled()
