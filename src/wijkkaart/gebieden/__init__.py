"""The areas of a run: which they are, what they are made of, and what lies in them."""
