"""The kinds of notices. Each app registers its own: a sentence without content, and where it leads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`sentence` is shown in the page: no name, place, code or typology. `url_name` takes the reference, if any.

    `can_wait`: its message follows what its reader chose (notifications.models.settings); any other leaves at once.
    `gathered`: both forms, for one item and for several, of the sentence of a gathered notice, without its deadline.
    """

    code: str
    sentence: str
    url_name: str = ""
    takes_reference: bool = True
    gathered: str = ""
    can_wait: bool = False


_KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Raises ValueError when two apps name the same kind."""
    for kind in kinds:
        if _KINDS.setdefault(kind.code, kind) != kind:
            raise ValueError(f"two kinds of notices are called {kind.code}")


def kind_of(code: str) -> Kind:
    """A kind by its code. Raises KeyError for one that nobody registered."""
    return _KINDS[code]


def known(code: str) -> bool:
    """Whether an app still gives this kind: an old notice may outlive it."""
    return code in _KINDS


BOUNCED = "bounced"

register(Kind(BOUNCED, "Les messages n’arrivent plus à une collègue.", "accounts:invitations", takes_reference=False))
