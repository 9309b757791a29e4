"""Throughput: documents and megabytes a second, from an archive of pages to documents and their copies."""
