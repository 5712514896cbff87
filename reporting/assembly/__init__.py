"""What a report counts, for each audience."""

from reporting.assembly.contents import assemble

__all__ = ["assemble"]
