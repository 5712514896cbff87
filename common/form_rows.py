"""Sets of lines typed in one form: several proofs, places, numbers. An emptied line goes away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict


class BaseRows(forms.BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    """Lines of one kind."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        # Otherwise a line left as it was would be taken for an empty one.
        return {**super().get_form_kwargs(index), "empty_permitted": False}

    def typed(self, name: str) -> Iterable[dict[str, Any]]:
        """What was typed in the lines whose field `name` was filled. Valid sets only."""
        return (form.cleaned_data for form in self.forms if form.cleaned_data.get(name))


def row_set(form: type[forms.Form], rows: type[BaseRows], most: int) -> Any:
    """The class of a set of at most `most` lines."""
    return forms.formset_factory(
        form, formset=rows, extra=0, min_num=1, max_num=most, absolute_max=most, validate_max=True
    )


def one_more(data: QueryDict, prefix: str, most: int) -> QueryDict:
    """What was posted, with an empty line more: nothing typed is lost."""
    more = data.copy()
    try:
        count = int(data.get(f"{prefix}-TOTAL_FORMS") or 1)
    except ValueError:
        count = 1
    more[f"{prefix}-TOTAL_FORMS"] = str(max(1, min(count + 1, most)))
    return more
