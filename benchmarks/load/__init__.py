"""`make bench-load`: 300 people at once on web and worker processes of its own, then one of these killed each minute.

__main__.py    the run: servers, seeding, people, kills, figures
settings.py    the settings of its processes: those of production where the machine allows
urls.py        the site's addresses and the empty page that the others are measured against
world.py       what is seeded, and who plays
pages.py       what each role opens and writes
people.py      the players (locust), in a process of their own
processes.py   web and worker processes, their memory
killing.py     one of them killed each minute
accepted.py    each accepted write, looked for in the database
figures.py     what was recorded, as tables and ratios
"""
