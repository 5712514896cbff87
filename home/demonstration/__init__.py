"""The fictitious world of the demonstration: `build(day)` makes it in memory, `save` writes it.

Everything is drawn from one generator seeded by the day, so that the same day always gives the same world. No person
has a name; no place of a woman exists in it.
"""
