"""Exports: declared columns, one row function, one writer per format."""
