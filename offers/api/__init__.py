"""A landlord's dwellings, for its software."""
