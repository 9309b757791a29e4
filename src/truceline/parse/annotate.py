"""Annotate: lemma, part of speech and dependency of each token, as spaCy's attribute ruler and lemmatizer give them.

Both look at one token at a time, at its word, tag and dependency; only a few patterns of the ruler look at the token after it,
too. So what they say of a word is asked once and remembered: on news this saves a sixth of the whole parse. What is said
stays spaCy's own; tests/test_parse_annotate.py holds the two side by side.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from spacy.attrs import DEP, ORTH, TAG
from spacy.matcher import Matcher
from spacy.tokens import Doc, Token

# What stands in for these two components.
REPLACED = ("attribute_ruler", "lemmatizer")
# A year of one agency's news has some 150,000 different words with their tags and roles.
REMEMBERED = 1 << 18
# The longest pattern of the ruler, in tokens; a model with longer ones is not served.
LONGEST = 2

# Stands between words that are asked about together; no text is written with it.
GAP, PUNCTUATION = "\N{OBJECT REPLACEMENT CHARACTER}", "."

# "The council hoped": the lemmatizer makes it leap; "the army staged the attack", and a deer did.
SLIPS = {
    (f"{stem}{end}", stem): f"{stem}e"
    for stem in ("hop", "stag", "wag", "rag", "spar", "cop", "prim")
    for end in ("ed", "es", "ing")
}

# A token's word, tag and dependency, as the numbers that the vocabulary has for them.
Sign = tuple[int, ...]


class Annotation(NamedTuple):
    """What is said of one token."""

    lemma: str
    pos: str
    dep: str


class Annotator:
    """Asks a model's attribute ruler and lemmatizer, and remembers what they say."""

    def __init__(self, language: Any) -> None:  # noqa: ANN401 - spaCy's Language carries no types
        """Take the two components of a loaded model, and its vocabulary.

        Raises:
            ValueError: a pattern of its ruler looks at more than two tokens.
        """
        self._vocab = language.vocab
        self._components = [language.get_pipe(name) for name in REPLACED]
        patterns = [pattern for rule in self._components[0].patterns for pattern in rule["patterns"]]
        if max(map(len, patterns)) > LONGEST:
            raise ValueError(f"a pattern of the attribute ruler looks at more than {LONGEST} tokens")
        self._gap: Sign = (*map(language.vocab.strings.add, (GAP, PUNCTUATION)), 0)
        self._openers = Matcher(self._vocab)
        self._openers.add("opens", [pattern[:1] for pattern in patterns if len(pattern) > 1])
        self._said: dict[Sign, Annotation] = {}
        self._said_of_two = lru_cache(REMEMBERED)(self._ask)
        self._opens = lru_cache(REMEMBERED)(self._ask_opens)

    def annotate(self, doc: Doc) -> list[Annotation]:
        """Return what is said of each token of a text that is tagged and parsed, in their order."""
        signs = [tuple(sign) for sign in doc.to_array([ORTH, TAG, DEP]).tolist()]
        self._learn(dict.fromkeys(signs))
        said = [self._said[sign] for sign in signs]
        for i, pair in enumerate(pairwise(signs)):
            if self._opens(pair[0]):
                said[i : i + LONGEST] = self._said_of_two(*pair)
        return said

    def _learn(self, signs: Iterable[Sign]) -> None:
        """Ask all that is new at once, each before a token that no pattern knows, so that none is read with the next."""
        if len(self._said) > REMEMBERED:
            self._said.clear()
        if new := [sign for sign in signs if sign not in self._said]:
            apart = [one for sign in new for one in (sign, self._gap)]
            self._said.update(zip(new, self._ask(*apart)[::2], strict=True))

    def _ask(self, *signs: Sign) -> list[Annotation]:
        doc = self._doc(signs)
        for component in self._components:
            doc = component(doc)
        return [Annotation(_lemma(token), token.pos_, token.dep_) for token in doc]

    def _ask_opens(self, sign: Sign) -> bool:
        return bool(self._openers(self._doc([sign])))

    def _doc(self, signs: Sequence[Sign]) -> Doc:
        strings = self._vocab.strings
        words, tags, deps = ([strings[one] for one in column] for column in zip(*signs, strict=True))
        return Doc(self._vocab, words, tags=tags, deps=deps, heads=list(range(len(words))))


def _lemma(token: Token) -> str:
    return SLIPS.get((token.text.lower(), token.lemma_), token.lemma_)
