"""Writing in the access log: every opening of something sensitive goes through here."""

from uuid import UUID

from accounts.models import AccessEvent, AccessKind, Membership


def record_access(*, by: Membership, kind: AccessKind, subject: UUID, about: UUID | None = None) -> AccessEvent:
    """One line, in the caller's transaction. `about` is the household it concerns."""
    return AccessEvent.objects.create(
        user=by.user, organisation=by.organisation, kind=kind, subject=subject, about=about
    )
