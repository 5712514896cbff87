"""Pages of reports and committees: one call into the domain each."""
