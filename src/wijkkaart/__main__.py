"""Lets ``python -m wijkkaart`` do what the command does, where no program may be installed."""

from wijkkaart.cli import main

main()
