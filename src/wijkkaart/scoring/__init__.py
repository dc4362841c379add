"""From indicators to percentiles, scores and strengths."""
