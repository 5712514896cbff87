"""What is typed about reports and committees."""
