"""Bodies that no file knows, learned from how a report names them: by acronym, by a former name, as self-styled, by its last word."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from truceline.extract.runs import FEWEST_WORDS, LINKS, QUOTES, Run, renamed, run_at
from truceline.knowledge.names import Names
from truceline.knowledge.spelling import distance, fold
from truceline.model.actor import Actor, ActorKind, Mention, Name, Tie
from truceline.model.parsed import Parsed, Sentence

ACRONYM = re.compile(r"[A-Z][A-Z-]{0,6}[A-Z]")
# What a run of capitals between these may be called by is the name of neither.
OPEN, CLOSE = frozenset(["(", "["]), frozenset([")", "]"])
# "The Reed Army": two words that a headline may set side by side, unless somewhere an article leads them.
LED = frozenset(["army", "front", "corps", "legion", "tigers", "lions", "hawks"])
# How far two spellings of one name may be apart: "Free Xlandish Armys", "Xlandish Democratic Force".
MISSPELT = 0.12
ORGANISED = frozenset(["ORG", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"])


class Bodies(NamedTuple):
    """The bodies learned, the tokens that name them or give a known actor another name, and what ties them to their names."""

    learned: tuple[Actor, ...]
    named: Mapping[tuple[int, int], str]
    ties: tuple[Tie, ...]


def body_id(name: str) -> str:
    """Return the id of a body by name: "Reed League" gives "body:reed-league"."""
    return "body:" + re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def find_bodies(parsed: Parsed, names: Names, known: Mapping[int, Mention]) -> Bodies:
    """Learn the bodies of a document, and the other names by which it calls those that are known.

    What the report itself says goes before what is known: after "the South Delta Fund (SDF)" its SDF is that fund.
    """
    finder = _Finder(parsed, names, known)
    for sentence in parsed.sentences:
        finder.read(sentence)
    return finder.bodies()


class _Finder:
    """Gathers the bodies of one document."""

    def __init__(self, parsed: Parsed, names: Names, known: Mapping[int, Mention]) -> None:
        self.parsed, self.names, self.known = parsed, names, known
        self.actors: dict[str, Actor] = {}
        # By the words of a name: whom they name here.
        self.called: dict[str, str] = {}
        self.ties: list[Tie] = []
        self.runs: list[Run] = []

    def read(self, sentence: Sentence) -> None:
        """Read one sentence: its runs of capitals, and what stands around them."""
        i = sentence.first
        while i < sentence.last:
            run = run_at(self.parsed, self.known, i, sentence.last)
            if run is None:
                self._known_acronym(i, sentence)
                i += 1
                continue
            if not sentence.heading:  # where every word may have a capital
                self.runs.append(run)
            acronym = self._acronym_after(run, sentence) or self._acronym_before(run, sentence)
            last = self.parsed.tokens[run.last - 1].lemma.lower()
            if acronym is not None and last not in self.names.roles.no_bodies:
                self._learn(run, (acronym,))
            elif self._is_self_styled(run):
                self._learn(run)
            i = run.last
        for old, new in renamed(self.parsed, self.known, sentence):
            self._rename(old, new)

    def _rename(self, one: Run, other: Run) -> None:
        """Let two names be of one: of whom either names if it is known, else of a body learned by the first."""
        found = {
            actor
            for run in (one, other)
            if (actor := self._is_known(run) or self.called.get(self._words(run)))
        }
        if len(found) > 1 or not (found or self._organised(one) or self._organised(other)):
            return
        # "Xville, formerly known as Yville" is a town, whomever else its name stands for.
        if any(self.names.actors[actor].kind == "state" for actor in found if actor in self.names.actors):
            return
        actor = found.pop() if found else body_id(self.parsed.span(one.first, one.last).quote)
        spans = tuple(self.parsed.span(run.first, run.last) for run in (one, other))
        if actor not in self.names.actors:
            kept = self.actors.get(actor) or Actor(
                actor, spans[0].quote, self._kind(one) or self._kind(other) or "organisation"
            )
            called = dict.fromkeys((*kept.names, *(Name(span.quote) for span in spans)))
            self.actors[actor] = Actor(actor, kept.name, kept.kind, tuple(called))
        self.called.update((self._words(run), actor) for run in (one, other) if not self._is_known(run))
        self.ties.append(Tie(actor, "renamed", f"{spans[0].quote} / {spans[1].quote}", spans))

    def bodies(self) -> Bodies:
        """Return all, once the runs have been counted: a name is one if its last word says so and the labels do not differ."""
        votes: dict[str, Counter[str]] = {}
        for run in self.runs:
            labels = {self.parsed.tokens[i].label for i in range(run.first, run.last)}
            kind = "body" if not labels or labels & ORGANISED else "other" if labels - {""} else "none"
            vote = votes.setdefault(self._words(run), Counter())
            vote[kind] += 1
            vote["led"] += self._is_led(run)
        for run in self.runs:
            words = self._words(run)
            if words not in self.called and self._is_body(run, votes[words]):
                self._learn(run)
        named = {
            (run.first, run.last): self.called[w]
            for run in self.runs
            if (w := self._words(run)) in self.called
        }
        for i, token in enumerate(self.parsed.tokens):
            if token.text in self.called and (i, i + 1) not in named:
                named[i, i + 1] = self.called[token.text]
        for (first, last), actor in named.items():
            if actor in self.actors and self._fights(first, last):
                self.actors[actor] = msgspec.structs.replace(self.actors[actor], kind="armed_group")
        return Bodies(tuple(self.actors[key] for key in sorted(self.actors)), named, tuple(self.ties))

    def _fights(self, first: int, last: int) -> bool:
        """Return whether the words beside a name tell that it fights: "RL fighters", "the rebel group Reed League"."""
        tokens = self.parsed.tokens
        before, after = tokens[max(0, first - 1)].text, tokens[last].text if last < len(tokens) else ""
        told = [
            self.names.roles.get(after),
            self.names.roles.get(f"{tokens[max(0, first - 2)].text} {before}"),
        ]
        return any(
            role is not None and "armed_nonstate" in role.classes and role.status == "combatant"
            for role in told
        )

    def _organised(self, run: Run) -> bool:
        """Return whether the words name a body: by the last of them, or by their labels where they are several."""
        labels = {self.parsed.tokens[i].label for i in range(run.first, run.last)} - {""}
        several = run.last - run.first >= FEWEST_WORDS
        return self._kind(run) is not None or (several and bool(labels) and labels <= ORGANISED)

    def _words(self, run: Run) -> str:
        return " ".join(token.text for token in self.parsed.tokens[run.first : run.last])

    def _is_body(self, run: Run, votes: Counter[str]) -> bool:
        parts = [t.text.lower() for t in self.parsed.tokens[run.first : run.last] if t.text[:1].isupper()]
        head = self.parsed.tokens[run.head].text.lower()
        kind = self._kind(run)
        if kind is None or len(parts) < FEWEST_WORDS:
            return False
        own = [part for part in parts if part != head]
        # A known adjective in front ("Xlandish Labour Party") is part of the name, and not a word of every country.
        heads = [part for part in parts if self.names.roles.bodies.get(part) == "armed_group"]
        if len(heads) > 1:
            return False  # a list that lost its commas
        if not own or self.names.roles.in_every_country.issuperset(own):
            return False
        if head in LED and not votes["led"]:
            return False
        return kind == "armed_group" or votes["body"] >= votes["other"] + votes["none"]

    def _is_led(self, run: Run) -> bool:
        before = [token.text.lower() for token in self.parsed.tokens[max(0, run.first - 2) : run.first]]
        return before[-1:] == ["the"] and before[0] not in ("on", "at", "along")

    def _kind(self, run: Run) -> ActorKind | None:
        return self.names.roles.bodies.get(self.parsed.tokens[run.head].text.lower())

    def _learn(self, run: Run, also: tuple[int, ...] = ()) -> None:
        name = self.parsed.span(run.first, run.last).quote
        misspelt = next((known for i in also if (known := self._misspelt(name, i))), None)
        actor = self.called.get(self._words(run)) or self._is_known(run) or misspelt or body_id(name)
        if actor not in self.names.actors:
            kept = self.actors.get(actor) or Actor(
                actor, name, self._kind(run) or "organisation", (Name(name),)
            )
            others = tuple(Name(self.parsed.tokens[i].text) for i in also)
            self.actors[actor] = Actor(
                actor, kept.name, kept.kind, tuple(dict.fromkeys((*kept.names, *others)))
            )
        self.called[self._words(run)] = actor
        for i in also:
            self.called[self.parsed.tokens[i].text] = actor
            spans = (self.parsed.span(run.first, run.last), self.parsed.span(i, i + 1))
            self.ties.append(Tie(actor, "also_called", spans[1].quote, spans))

    def _misspelt(self, name: str, acronym: int) -> str | None:
        """Return the known actor of the acronym where the name is nearly one of its names."""
        mention = self.known.get(acronym)
        known = self.names.actors.get(mention.actor or "") if mention is not None else None
        near = known is not None and any(
            distance(fold(name), fold(one.text)) <= MISSPELT for one in known.names
        )
        return known.id if near and known is not None else None

    def _is_known(self, run: Run) -> str | None:
        mention = self.known.get(run.first)
        whole = mention is not None and mention == self.known.get(run.last - 1)
        return mention.actor if whole and mention is not None else None

    def _known_acronym(self, i: int, sentence: Sentence) -> None:
        """Let "Reed Workers' Union (RWU)" give a known actor the acronym that the report uses."""
        mention = self.known.get(i)
        if mention is None or mention.actor is None or mention.adjective or self.known.get(i + 1) == mention:
            return
        first = i
        while first > sentence.first and self.known.get(first - 1) == mention:
            first -= 1
        at = _in_brackets(self.parsed, i + 1, sentence.last)
        told = at is not None and at not in self.known
        if told and at is not None and _stands_for(self.parsed, at, Run(first, i + 1, i)):
            self.called[self.parsed.tokens[at].text] = mention.actor
            spans = (self.parsed.span(first, i + 1), self.parsed.span(at, at + 1))
            self.ties.append(Tie(mention.actor, "also_called", spans[1].quote, spans))

    def _acronym_after(self, run: Run, sentence: Sentence) -> int | None:
        at = _in_brackets(self.parsed, run.last, sentence.last)
        if at is None:
            return None
        # "Union of the Reeds (FRU)": the letters may be those of its own language, where nobody else is so called.
        foreign = self._kind(run) is not None and at not in self.known
        return at if foreign or _stands_for(self.parsed, at, run) else None

    def _acronym_before(self, run: Run, sentence: Sentence) -> int | None:
        """Find "RWU (Reed Workers' Union)" and "the RWU, or Reed Workers' Union,"."""
        tokens = self.parsed.tokens
        at = run.first - 2
        if at >= sentence.first and tokens[run.first - 1].text.lower() == "the":
            at -= 1
        if at >= sentence.first and tokens[at + 1].text == "or" and tokens[at].text == ",":
            at -= 1
        between = [token.text.lower() for token in tokens[at + 1 : run.first]]
        opens = between[:1] in (["("], ["["]) or between[:2] == [",", "or"]
        return at if at >= sentence.first and opens and _stands_for(self.parsed, at, run) else None

    def _is_self_styled(self, run: Run) -> bool:
        tokens = self.parsed.tokens
        i = run.first - 1
        while i >= 0 and tokens[i].text in QUOTES:
            i -= 1
        joined = "".join(token.text.lower() for token in tokens[max(0, i - 2) : i + 1])
        return (
            joined in self.names.roles.self_styled or tokens[i].text.lower() in self.names.roles.self_styled
        )


def _in_brackets(parsed: Parsed, i: int, end: int) -> int | None:
    """Return the token between the brackets that open at token `i`, if it is one and looks like an acronym."""
    tokens = parsed.tokens
    j = i + 1
    if i >= end or tokens[i].text not in OPEN:
        return None
    while j < end and tokens[j].text in QUOTES:
        j += 1
    closes = j + 1 < end and (
        tokens[j + 1].text in CLOSE or tokens[j + 1].text in QUOTES or tokens[j + 1].text == ","
    )
    return j if closes and ACRONYM.fullmatch(tokens[j].text) else None


def _stands_for(parsed: Parsed, at: int, run: Run) -> bool:
    """Return whether the letters are those with which the words of a name begin, in order; small words may be passed over."""
    letters = parsed.tokens[at].text.replace("-", "").replace(".", "").lower()
    if not ACRONYM.fullmatch(parsed.tokens[at].text):
        return False
    words = [part for t in parsed.tokens[run.first : run.last] for part in re.findall(r"\w+", t.text.lower())]
    firsts = iter([word[0] for word in words if word not in ("s", "al")])
    begins = next((word[0] for word in words if word not in LINKS), "")
    return letters[0] in (begins, words[0][0] if words else "") and all(
        letter in firsts for letter in letters
    )
