"""Pages: the record for people who read in a browser."""

from truceline.web.report import write_report
from truceline.web.selection import Selection
from truceline.web.site import write_site

__all__ = ["Selection", "write_report", "write_site"]
