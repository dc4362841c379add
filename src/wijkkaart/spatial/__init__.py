"""Pure geometry and raster maths: no Dutch, no domain."""
