"""Peers: other programs on the same data, beside ours, in one run."""
