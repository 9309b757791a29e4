"""Accounts: who says what happened, how many, by whom, and which accounts are of one incident."""
