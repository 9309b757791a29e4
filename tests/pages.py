"""Web pages, records and archives of invented papers, for the tests of what comes in."""

import gzip

from truceline.ingest.record import response_record

HTML = "text/html; charset=utf-8"
WHEN = "2019-03-20T08:00:00Z"
BODY = (
    "Gunmen opened fire on a checkpoint in the village of Orrel on Monday and killed {n} people, the mayor said.",
    "The army denied that it had fired first. A spokesman said that its troops had answered shots from the hill.",
    "It was the third breach of the ceasefire in a week, monitors said, and residents feared that more would come.",
)


def page(n=4, *, head="", title="Shelling resumes near Orrel"):
    """Return the markup of one report."""
    body = "".join(f"<p>{words.format(n=n)}</p>\n" for words in BODY)
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>\n<article>{body}</article></body></html>"


def answer(
    payload, *, uri="http://post.example/news/1", kind=HTML, status="200 OK", told=None, further="", date=WHEN
):
    """Return one record of a server's answer."""
    payload = payload.encode() if isinstance(payload, str) else payload
    head = f"HTTP/1.1 {status}\r\n" + f"Content-Type: {kind}\r\n" * bool(kind) + further
    return response_record(uri, date=date, head=head.encode(), payload=payload, told=told)


def record_of(kind, block=b"x", head="WARC/1.0"):
    """Return a record that is no answer."""
    return (
        f"{head}\r\nWARC-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    )


def zipped(records):
    """Return records as archives keep them: each a member of its own."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)
