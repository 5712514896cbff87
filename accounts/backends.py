"""Sign-in by professional e-mail."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from accounts.models import User


class EmailBackend(AuthenticationBackend):
    """allauth's backend, without Django's own table of permissions: ours is accounts.permissions.

    A closed account is as a wrong password: nobody learns that the password was right.
    """

    def get_user(self, user_id: str) -> User | None:
        """The person of a session, read at each request: a closed account ends its sessions at once."""
        return User.objects.filter(pk=user_id, is_active=True).first()

    def has_perm(self, user_obj: User, perm: str, obj: object = None) -> bool:
        return False

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> AbstractBaseUser | None:
        """allauth's way to tell a closed account apart, which would lead to a page of its own."""
        return None
