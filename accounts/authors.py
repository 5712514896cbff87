"""Who writes: a person in her organisation, or the software of one.

Both have an `organisation` and a `user`, which is None for software.
"""

from accounts.models import ApiClient, Membership

Author = Membership | ApiClient


def client_of(by: Author) -> ApiClient | None:
    """The software behind a write, None when a person wrote."""
    return by if isinstance(by, ApiClient) else None
