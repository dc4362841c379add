"""The interactive map: one HTML file that asks nothing of anyone."""

from wijkkaart.maps.write import write_map

__all__ = ["write_map"]
