"""What is typed about conventions, one module a subject."""
