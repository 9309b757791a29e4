"""The record on disk: one SQLite file. The only room that speaks SQL."""
