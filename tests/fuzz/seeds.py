"""What fuzzing starts from: for each target things that are well made, by our own writers and about invented places."""

import gzip
import io
import json
import zlib
from functools import cache
from pathlib import Path

import docx
import pyarrow as pa
from pyarrow import parquet

from tests.pages import BODY, answer, page, record_of, zipped
from tests.paper import pdf

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
# A longer one is cut: what is at its end is like what is before.
_MOST = 4_000
NEWS = "\n\n".join(words.format(n=4) for words in BODY)
NOTE = f"""Field note 7

Observer: Dan Orme
Organisation: Ketterin Monitoring Mission
Position: the water tower of Orrel, 36.201 N 37.134 E
Time: 20 March 2019, 08:30 GMT

Seen: Army tanks shelled the village of Orrel on Wednesday.

Heard:
{NEWS}

Told by the mayor of Orrel: Rebels killed nine people in Marden on Tuesday.

Signed: Dan Orme
"""
MAIL = f"""From: Dan Orme <dan@post.example>
Date: Wed, 20 Mar 2019 23:30:00 +0300
Subject: Re: [list] Shelling near =?utf-8?q?Orr=C3=A9l?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

{NEWS}
On Monday Ann wrote:
> What happened?
--=20
Dan
--b2
Content-Type: text/html; charset=utf-8

{page()}
--b2--
--b1
Content-Type: message/rfc822

Subject: Another

{NEWS}
--b1
Content-Disposition: attachment; filename*=utf-8''a%C3%A9.bin
Content-Transfer-Encoding: base64

AAAA
--b1--
"""
MBOX = f"From dan@post.example Wed Mar 20 23:30:00 2019\n{MAIL}\nFrom - Thu Mar 21 08:00:00 2019\n{MAIL}"
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Selmont Post</title><item><title>Shells &amp;amp; talks</title>
<link>/a</link><description>&lt;p&gt;{BODY[0]}&lt;/p&gt;</description><pubDate>Sat, 09 Mar 2019 01:20:00 +0300</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/"><title type="html">Sun</title><entry><title>Guns</title>
<link rel="alternate" href="a/1"/><updated>2019-03-09T01:20:00+03:00</updated><content type="html">&lt;p&gt;Four died.</content></entry></feed>"""
ROBOTS = "User-agent: *\nDisallow: /a*b$\nAllow: /a\nCrawl-delay: 2.5\nRequest-rate: 1/5\nUser-agent: truceline\nDisallow: /%7Ex\nSitemap: x\n"
ADDRESSES = "# mine\nhttp://post.example:8080/a?b=c#d\nhttps://user:word@post.example/\nhttp://[64:ff9b::7f00:1]/\nhttp://127.1/\nhttp://xn--bcher-kva.example/"
LANGUAGES = f"{NEWS}\n\nLes combats ont repris lundi près du village, a déclaré le maire à la radio.\n\nВ понедельник бои возобновились."
ROW = {"title": "Shelling near Orrel", "text": NEWS, "date": "2019-03-20T08:00:00Z", "meta": {"by": ["Ann", {"name": "Dan"}]}}  # fmt: skip
CODED = zlib.compress(page().encode())
CHUNKED = b"400\r\n" + page().encode()[:1024] + b"\r\n3;x=y\r\nabc\r\n0\r\n\r\n"
# Between the two documents of a pair.
APART = b"\n=====\n"


@cache
def seeds(target: str) -> tuple[bytes, ...]:
    """Return what a target is fuzzed from."""
    made = [one.encode() if isinstance(one, str) else one for one in _seeds(target)]
    return tuple(one[:_MOST] for one in made if one)


def _seeds(target: str) -> list[bytes | str]:
    records = [answer(page()), answer(page(5), uri="http://post.example/2"), record_of("warcinfo")]
    coded = answer(
        gzip.compress(page().encode()), further="Content-Encoding: gzip\r\n", told={"Feed-Title": "A"}
    )
    chunked = answer(CHUNKED, further="Transfer-Encoding: chunked\r\n")
    table: dict[str, list[bytes | str]] = {
        "html": [page(), *_examples(".html")],
        "row": [json.dumps(ROW)],
        "csv file": [f'title,text,date\n"Orrel","{BODY[0]}",2019-03-20\n'],
        "jsonl file": [f"{json.dumps(ROW)}\n" * 2],
        "mapped file": [f"{json.dumps(ROW)}\n" * 2],
        "packed file": [gzip.compress(NEWS.encode()) * 2],
        "parquet file": [_table()],
        "warc record": [*records, coded, chunked, answer(_paper(), kind="application/pdf")],
        "kept record": [*records, coded, chunked],
        "warc file": [b"".join(records), coded + chunked],
        "packed warc file": [zipped(records), gzip.compress(b"".join(records))],
        "mail": [MAIL],
        "mbox file": [MBOX],
        "pdf": [_paper()],
        "docx": [_document()],
        "note": [NOTE],
        "feed": [RSS, ATOM],
        "robots": [ROBOTS],
        "addresses": [ADDRESSES],
        "codings": [b"\0" + gzip.compress(NEWS.encode()) * 2, b"\1" + CODED, b"\1" + CODED[2:-4], b"\2" + CHUNKED],
        "language": [LANGUAGES],
        "copies": [NEWS.encode() + APART + NEWS.replace("Monday", "Tuesday").encode()],
        "pipeline": [NEWS, NOTE],
        "standard input": [MAIL, page(), json.dumps(ROW)],
    }  # fmt: skip
    return table.get(target, _examples(".txt"))


def _examples(suffix: str) -> list[bytes | str]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob(f"*{suffix}"))]


def _paper() -> bytes:
    return pdf([["Shelling resumes near Orrel", "", "20 March 2019", "", BODY[0].format(n=4)], [BODY[1]]])


def _table() -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table({"title": ["Orrel"] * 3, "text": [NEWS] * 3, "n": [1, 2, None]}), out)
    return out.getvalue()


def _document() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(NEWS)
    document.add_table(1, 2).rows[0].cells[0].text = "Orrel"
    document.save(out)
    return out.getvalue()
