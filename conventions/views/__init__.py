"""Pages of the conventions, one module a subject."""
