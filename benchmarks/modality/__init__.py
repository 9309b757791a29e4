"""Modality: whether what a predicate tells of happened, against UDS factuality."""
