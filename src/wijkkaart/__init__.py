"""Open Dutch data about a neighbourhood, for the integral wijkaanpak."""

__version__ = "0.1.0"
