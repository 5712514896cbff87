"""Where the servers are when no address is given: the embedded ones of this checkout."""

import os

from passlogement.embedded import postgres, valkey
from passlogement.settings.base import database, with_guards


def databases(instance: str) -> dict:
    """The `default` and `vault` databases: the addresses of the environment, or the embedded PostgreSQL.

    Without VAULT_DATABASE_URL the vault stands beside the other, on the same server, as `<its name>_vault`.
    """
    if url := os.environ.get("DATABASE_URL"):
        default, vault = database(url), database(os.environ.get("VAULT_DATABASE_URL") or url)
        if vault["NAME"] == default["NAME"]:
            vault["NAME"] += "_vault"
        return {"default": default, "vault": vault}
    server = postgres.Instance(instance)
    return {
        alias: with_guards({"NAME": name, "USER": server.user, "HOST": str(server.host), "PORT": str(server.port)})
        for alias, name in (("default", "passlogement"), ("vault", "vault"))
    }


def valkey_url(instance: str) -> str:
    """Address of Valkey for the cache: that of the environment, or the embedded one."""
    return os.environ.get("REDIS_URL") or valkey.Instance(instance).url


def broker_url(cache_url: str) -> str:
    """The same server as Celery writes it: kombu has its own form for a socket."""
    if cache_url.startswith("unix://"):
        path = cache_url.removeprefix("unix://").split("?")[0]
        return f"redis+socket://{path}?virtual_host=1"
    return cache_url


def cache(url: str) -> dict:
    return {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}}
