"""What was promised, as its readers compare it: figures of the same thing side by side, nothing added."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from conventions.models import Channel, Commitment


@dataclass
class Promise:
    """Figures published for one thing: a channel, somebody, days in common. `by`: a landlord's name, "" for all."""

    by: str
    channel: str
    unit: str
    until: date
    figures: list[Commitment] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        """Several figures, none of which is retained."""
        return len(self.figures) > 1 and not any(one.retained for one in self.figures)


def promises(commitments: Iterable[Commitment]) -> tuple[list[Promise], list[Promise]]:
    """The collective ones and, apart, those of each landlord: never added together.

    `commitments`: those of one convention, in reading order. Collective dwellings first, then rehousings.
    """
    found: list[Promise] = []
    before: tuple[object, str] | None = None
    for one in commitments:
        thing = (one.bailleur_id, one.channel)
        if thing != before or one.starts_on > found[-1].until:
            name = one.bailleur.name if one.bailleur else ""
            channel = str(one.get_channel_display())
            found.append(Promise(name, channel, str(one.get_unit_display()), one.ends_on))
        before = thing
        found[-1].figures.append(one)
        found[-1].until = max(found[-1].until, one.ends_on)
    order = {str(channel.label): place for place, channel in enumerate(Channel)}
    found.sort(key=lambda promise: (promise.by, order[promise.channel]))
    return [one for one in found if not one.by], [one for one in found if one.by]
