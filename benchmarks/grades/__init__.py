"""The two grades, and how many sources tell of it, against two readers."""
