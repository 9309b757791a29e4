"""Table: what reading costs, of ours in each way of running it and of others, in one table from one run."""
