"""The bench: what we measure, task by task, and the gate that keeps it."""
