"""Any bytes go into the readers: a document that keeps its promises comes out, or a refusal; never a crash."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

# What has broken readers of this kind before: marks of order, NULs, halves of pairs, ends of lines, tags, quotes, digits.
BITS = [
    b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\xed\xa0\x80", b"\r", b"\n\n", b"\x85", b"\xe2\x80\xa8", b"<p>", b"</div>", b"<!--", b"<![CDATA[",
    b"&#0;", b"&#x110000;", b"<script>", b"{", b"[", b'"', b'\\ud800', b"\\", b",", b"99999999999999999999", b"31 February 2016",
    b"0000-00-00", b"(Reuters) -", b"By ", b"# ", b"> ", b"\xc3", b"\xe2\x80\x99", b"Content-Length: -1\r\n", b"\r\n\r\n",
]  # fmt: skip


# Targets that cost more than a few milliseconds an example.
SLOW = {"pipeline": 15, "html": 40, "warc record": 40, "warc file": 40, "packed warc file": 40, "docx": 40}


@st.composite
def damaged(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """Return a sample with stretches cut out, doubled, and bits put in."""
    content = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(0, 6))):
        at, until = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
        bit = draw(st.one_of(st.sampled_from(BITS), st.binary(max_size=8), st.just(content[at:until] * 2)))
        content = content[:at] + bit + content[until if draw(st.booleans()) else at :]
    return content


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes_give_a_document_or_a_reason(name):
    @settings(
        max_examples=SLOW.get(name, 60),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        content=st.one_of(
            damaged(seeds(name)),
            st.binary(max_size=2000),
            st.lists(st.sampled_from(BITS), max_size=60).map(b"".join),
        )
    )
    def holds(content):
        assert TARGETS[name](content) is None  # it raises where a reader breaks its word

    holds()
