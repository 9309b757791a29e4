"""Markup -> lines of text, whatever state the markup is in."""

import html
import re

from inscriptis import get_text

_TAGS = re.compile(
    r"</?(?:p|div|br|span|a|b|i|em|strong|ul|li|h[1-6]|html|body|article|section)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>")
_GAP = re.compile(r"\n{3,}")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What XML cannot hold, and lxml refuses.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_FEWEST_TAGS = 2
# The parser compares each attribute of a tag with all before it: 100,000 of them took 80 s. The richest tag of 161 news pages
# has 64.
_BLOATED = re.compile(
    r"""<([a-zA-Z][\w:-]{0,40})(?:\s++[^\s"'<>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?+){300,}+"""
)

# By their "<".  A long report with its menus has 10,000; a page of three million took the extractor minutes and a gigabyte.
_MOST_TAGS = 200_000


def has_too_many_tags(markup: str) -> bool:
    """Return whether the parsers cannot take the markup in any reasonable time."""
    return markup.count("<") > _MOST_TAGS


def looks_like_html(text: str) -> bool:
    """Return whether a text that came as a field holds markup."""
    return sum(1 for _ in zip(range(_FEWEST_TAGS), _TAGS.finditer(text), strict=False)) == _FEWEST_TAGS


def sanitised(markup: str) -> str:
    """Return the markup without what the parsers refuse or choke on.

    Control characters, an encoding declaration, the attributes of a tag that has hundreds.
    """
    return _DECLARATION.sub("", _BLOATED.sub(r"<\1 ", _FORBIDDEN.sub(" ", markup)))


def render(markup: str) -> str:
    """Return the text of a page as a reader sees it, block by block.

    Markup that the renderer cannot take, or of which it shows nothing (nested thousands deep), or with more tags than it can take, is read by taking the tags
    out.
    """
    try:
        # A page of nothing but a comment is "empty" to the parser, which raises; with a root it is not.
        text = "" if has_too_many_tags(markup) else get_text(f"<html>{sanitised(markup)}")
    except (RecursionError, ValueError):
        text = ""
    if not text.strip():
        text = html.unescape(_TAG.sub("\n", _HIDDEN.sub("\n", sanitised(markup))))
    return _GAP.sub("\n\n", "\n".join(line.rstrip() for line in text.splitlines()))
