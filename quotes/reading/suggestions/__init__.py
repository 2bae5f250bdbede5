"""Who says it, when, on what: each with its reason and how sure it is."""
