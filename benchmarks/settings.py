"""Servers of the benchmarks' own: the settings of the tests, without the log of every statement."""

from passlogement.settings.embedded import cache, databases, valkey_url
from passlogement.settings.test import *  # noqa: F403 - settings are names, by design of Django

DATABASES = databases("bench")
for _alias, _description in DATABASES.items():
    _description["OPTIONS"].pop("pool")
    _description["OPTIONS"]["options"] = "-c log_statement=none -c statement_timeout=0"
    _description["TEST"] = {"NAME": f"benchmark_{_alias}"}
CACHES = cache(valkey_url("bench"))
