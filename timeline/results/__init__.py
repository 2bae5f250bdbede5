"""What a selection shows: passages, facets, ways to look at them, and sums."""
