"""Kills: `add` is killed outright again and again, and the record must be as if it never had been."""
