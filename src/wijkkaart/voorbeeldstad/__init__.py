"""A made-up municipality in the official schemas, generated from a seed."""

from wijkkaart.voorbeeldstad.example import Example, write_sources

__all__ = ["Example", "write_sources"]
