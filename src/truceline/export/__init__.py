"""Record to output: one file per format. Takes nouns, returns text, bytes or renderables; touches no disk."""
