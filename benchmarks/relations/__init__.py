"""Relations: how two who are named stand to each other, against re3d."""
