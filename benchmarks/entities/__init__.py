"""Entities: who and what is named, as persons, organisations, places, nationalities, against re3d."""
