"""Pages of the reports and of the committees that read them, one module a subject."""
