"""Speed: what a report costs beside the bare language library."""
