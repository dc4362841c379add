"""What several indicators build on: dwellings, totals, grids, crashes, sewers."""
