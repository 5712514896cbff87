"""The file of a list to import."""

from django import forms

from common.form_fields import list_file_field


class ListFileForm(forms.Form):
    file = list_file_field("Classeur .xlsx ou CSV, avec les titres du modèle.")
