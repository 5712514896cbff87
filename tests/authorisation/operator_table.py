"""Rows of the table: what the operator's own software asks for, with a token that nobody of the platform has."""

OPERATOR = """
# Figures of the installation
GET  /metrics                                                       -   -   -   -   -   -   -   -   -   -   -   -
POST /metrics                                                       -   -   -   -   -   -   -   -   -   -   -   -
"""
