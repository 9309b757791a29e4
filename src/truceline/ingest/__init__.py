"""Files, folders and addresses -> bytes as received, or the reason why not."""

from truceline.ingest.find import LARGEST, SUFFIXES, Form, files, find
from truceline.ingest.refused import Refused, our_fault
from truceline.ingest.warc import Mark

__all__ = ["LARGEST", "SUFFIXES", "Form", "Mark", "Refused", "files", "find", "our_fault"]
