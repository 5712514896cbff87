"""Backups: one encrypted file for each kind, and beside it a signed sheet that says what it must be.

The file is an ordinary `age` file: with the private key, and without the platform, `age --decrypt` opens it.
"""
