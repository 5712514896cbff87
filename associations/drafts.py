"""What a page shows of a kept draft, and how a form is filled with it.

Any form gets a draft by three things: `draft_of` in its view, `parts/draft.html` above it, and `data-draft-url` and
`data-draft-of` on its <form>.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.requests import MemberRequest
from associations.actions.drafts import open_draft
from associations.files import FileGone
from associations.models import FormDraft, Household
from common.encryption import CannotOpen
from common.form_rows import BaseRows

RESUME = "brouillon"  # in the address: that a draft is resumed, nothing of it


@dataclass(frozen=True)
class Draft:
    """A draft as its page shows it. `kept_at` is None when there is none; `fields` when it is being resumed."""

    form: str
    household_id: UUID | None
    kept_at: datetime | None = None
    fields: QueryDict | None = None

    def initial(self, form: forms.BaseForm) -> dict[str, Any]:
        """What the draft holds for a form, as its widgets read it: nothing is validated before she sends it."""
        if self.fields is None:
            return {}
        return {
            name: field.widget.value_from_datadict(self.fields, MultiValueDict(), form.add_prefix(name))
            for name, field in form.fields.items()
        }

    def rows(self, rows: BaseRows) -> list[dict[str, Any]]:
        """The same for a set of lines."""
        fields = self.fields or QueryDict()
        typed = fields.get(f"{rows.prefix}-TOTAL_FORMS", "")
        count = min(int(typed), rows.absolute_max) if typed.isdecimal() else 0
        found = []
        for number in range(count):
            line = rows.empty_form
            line.prefix = rows.add_prefix(number)
            found.append(self.initial(line))
        return found


def draft_of(request: MemberRequest, form: str, household: Household | None = None) -> Draft:
    """The draft that this person kept of a form, opened when the address asks for it."""
    none = Draft(form, household.id if household else None)
    kept = FormDraft.objects.of(request.member).filter(form=form, household=household).first()
    if kept is None or request.method == "POST":
        return none
    if RESUME not in request.GET:
        return Draft(none.form, none.household_id, kept.saved_at)
    try:
        typed = open_draft(kept)
    except (CannotOpen, FileGone):
        return none
    fields = QueryDict(mutable=True)
    for name, values in typed.items():
        fields.setlist(name, values)
    return Draft(none.form, none.household_id, kept.saved_at, fields)
