"""The annotation files: read, checked, loaded into the database, and written back from it."""
