"""Contrasts: two to four selections side by side."""
