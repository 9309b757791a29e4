"""Evidence: every value on a page is a link that opens its words in the document, and a number in print."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from truceline.model.document import Span
from truceline.web.links import IN_PAGE, Links
from truceline.web.masked import Names
from truceline.web.sheets import Quote, Sheet

_LINK = Markup('<a class="fig" {opens}>{words}</a>')
_OPENS = Markup('href="{href}" data-at="{at}" data-what="{what}"')
_CITED = Markup('<sup class="cited">{numbers}</sup>')
_NUMBER = Markup('<a href="#{section}-{number}">{number}</a>')

# As many numbers as stand behind one value: what a whole report tells of is not read sentence by sentence.
_MOST = 4


class Evidence:
    """What one section of a page quotes: links for its values, and the sentences behind them, numbered."""

    def __init__(self, section: str, sheets: Mapping[str, Sheet], names: Names, to: Links = IN_PAGE) -> None:
        """Begin a section without quotes.

        Args:
            section: the id of the section on its page.
            sheets: the documents that it quotes, by id.
            names: the names to mask in what the links say.
            to: where documents lie.
        """
        self._section = section
        self._sheets = sheets
        self._names = names
        self._to = to
        self._spans: dict[Span, list[Span]] = {}
        self._numbers: dict[Span, int] = {}

    def open(self, words: object, spans: Iterable[Span], what: str = "") -> Markup:
        """Return the words as a link that opens these spans, with the numbers of their sentences; else plain words.

        `what` says what is told, and by whom, above the document that opens ("killed, Harbour Post").
        """
        found = list(dict.fromkeys(spans))
        return self.point(words, found, what) + (self._cited(found) if found else Markup())

    def point(self, words: object, spans: Iterable[Span], what: str = "") -> Markup:
        """Return the same without numbers: for a list, whose entries have their sentences elsewhere on the page."""
        text, found = self._names.mask(str(words)), list(dict.fromkeys(spans))
        if not found:
            return Markup("{}").format(text)
        return _LINK.format(opens=self.opens(found, what), words=text)

    def opens(self, spans: Iterable[Span], what: str = "") -> Markup:
        """Return what makes a link open these spans, at least one: its attributes, for one that is drawn."""
        found = list(dict.fromkeys(spans))
        at = " ".join(f"{span.doc}:{span.start}-{span.end}" for span in found)
        href = self._to.document(found[0].doc, (found[0].start, found[0].end))
        return _OPENS.format(href=href, at=at, what=self._names.mask(what))

    def quotes(self) -> Iterator[tuple[int, Quote]]:
        """Yield the sentences that were cited so far, with their numbers."""
        for sentence, number in self._numbers.items():
            yield number, self._sheets[sentence.doc].quote(sentence, self._spans[sentence])

    def _cited(self, spans: Iterable[Span]) -> Markup:
        numbers = set()
        for span in spans:
            sentence = self._sheets[span.doc].sentence(span)
            self._spans.setdefault(sentence, []).append(span)
            numbers.add(self._numbers.setdefault(sentence, len(self._numbers) + 1))
        first = sorted(numbers)[:_MOST]
        links = [_NUMBER.format(section=self._section, number=number) for number in first]
        more = [Markup("and {} more").format(len(numbers) - _MOST)] if len(numbers) > _MOST else []
        return _CITED.format(numbers=Markup(" ").join(links + more))


class Pointers(Evidence):
    """The same for a list of many rows: every value opens its words, none is numbered, no document is looked up."""

    def open(self, words: object, spans: Iterable[Span], what: str = "") -> Markup:
        """Return the words as a link that opens these spans; else plain words."""
        return self.point(words, spans, what)
