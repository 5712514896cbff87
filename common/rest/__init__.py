"""What REST routes share, whoever calls them and whatever they hold."""
