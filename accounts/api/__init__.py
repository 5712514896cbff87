"""What every route of the REST API shares: who asks, within which scopes, how often, and once."""
