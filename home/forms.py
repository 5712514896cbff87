"""What may be asked for in the address of a home page."""

from django import forms


class YearForm(forms.Form):
    """A convention and one of its years, counted from 1."""

    convention = forms.UUIDField(required=False)
    annee = forms.IntegerField(required=False, min_value=1, max_value=100)
