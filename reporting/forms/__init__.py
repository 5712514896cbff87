"""What is typed about reports and committees, one module a subject."""
