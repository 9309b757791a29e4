"""Record -> pages."""

from truceline.web.report import write_report

__all__ = ["write_report"]
