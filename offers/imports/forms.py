"""Forms of the import: the file, and what each of its columns means."""

import uuid
from typing import Any

from django import forms

from common.form_fields import choice_field, list_file_field
from common.spreadsheets import LIMITS
from common.spreadsheets.limits import MIB
from common.templatetags.formats import thousands
from offers.imports.columns import COLUMNS
from offers.models import OfferImport

UNREAD = "Ne pas lire"


class FileForm(forms.Form):
    """The page draws the id of the import: sent twice, a file is one import."""

    import_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = list_file_field(
        f"Classeur .xlsx ou CSV, de {LIMITS.file // MIB} Mo et {thousands(LIMITS.rows)} lignes au plus."
    )

    def clean_import_id(self) -> uuid.UUID:
        """A page that lost its id begins a new import."""
        return self.cleaned_data["import_id"] or uuid.uuid4()


class ColumnsForm(forms.Form):
    """A choice for each header of a file. `names` once valid: as `OfferImport.columns`."""

    def __init__(self, *args: Any, offer_import: OfferImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(column.name, column.label) for column in COLUMNS]
        for at, (header, name) in enumerate(zip(offer_import.headers, offer_import.columns, strict=True)):
            if header:
                self.fields[f"column_{at}"] = choice_field(header, choices, empty=UNREAD, initial=name)
        self._width = len(offer_import.headers)

    @property
    def names(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{at}", "") for at in range(self._width)]
