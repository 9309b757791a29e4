"""Fuzzing: any bytes at all go into the readers; a document comes out, or a refusal that says why."""
