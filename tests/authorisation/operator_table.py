"""Rows of the table: how the installation fares, for the federation, and for the operator's own software, with a token
that nobody of the platform has."""

OPERATOR = """
# Figures of the installation
GET  /metrics                                                       -   -   -   -   -   -   -   -   -   -   -   -
POST /metrics                                                       -   -   -   -   -   -   -   -   -   -   -   -
GET  /exploitation/                                                 in  -   -   -   -   -   -   -   ok  -   -   -
POST /exploitation/                                                 in  -   -   -   -   -   -   -   405 -   -   -
"""
