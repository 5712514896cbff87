"""All that is published of a random history, and who reads it."""
