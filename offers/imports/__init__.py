"""A landlord's spreadsheet of dwellings: its columns, its cells, its rows, what is read and what is written back."""
