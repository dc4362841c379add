"""One file per opgave: its indicator functions and its OPGAVE."""
