"""The zones to stay away from, as typed. Shown and posted behind a recent re-authentication alone."""

from typing import Any

from associations.contents import AvoidedZone, AvoidedZones
from associations.words import Side
from common.form_fields import choice_field
from common.form_rows import BaseRows, row_set
from territories.zone_forms import ZoneForm

MOST_ZONES = 12


class AvoidedZoneForm(ZoneForm):
    """A place with a distance, communes, or both, and whose it is."""

    who = choice_field("À cause de", Side.choices)

    field_order = ("who", "lieu", "lieu_km", "communes")


class ZoneRows(BaseRows):
    @staticmethod
    def initial_of(zones: AvoidedZones) -> list[dict[str, Any]]:
        return [
            {"who": one.who, "lieu": one.place, "lieu_km": one.radius_km, "communes": one.communes}
            for one in zones.all
        ]

    def zones(self) -> AvoidedZones:
        """What was typed, emptied lines left out. Valid sets only."""
        typed = (form.cleaned_data for form in self.forms)
        return AvoidedZones(
            tuple(
                AvoidedZone(
                    who=one["who"],
                    place=one["lieu"],
                    radius_km=one["lieu_km"],
                    communes=tuple(record.code for record in one["communes"]),
                )
                for one in typed
                if one.get("lieu") or one.get("communes")
            )
        )


ZoneFormSet = row_set(AvoidedZoneForm, ZoneRows, MOST_ZONES)
