"""How fast the platform is, as ratios of one run (`make bench`). A time alone would say what machine it was."""
