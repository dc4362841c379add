"""What kind of neighbourhood this is: its wijktype and its building years."""
