"""The search of a dwelling: facts narrow in SQL, places decide in Python (design: safety rules, distance)."""
