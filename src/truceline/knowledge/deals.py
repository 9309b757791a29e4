"""The words in which deals, duties and steps held over another are told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import msgspec

from truceline.knowledge.file import read_file
from truceline.model.errors import BadKnowledge

Words = frozenset[str]
One = TypeVar("One", bound=msgspec.Struct)
Given = ParamSpec("Given")


class Phrases(msgspec.Struct, frozen=True):
    """Phrases of lemmas, each with the value it stands for; `by_first` lists them under their first word, longest first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    def at(self, words: Sequence[Collection[str]], i: int) -> tuple[int, str] | None:
        """Return (length, value) of the longest phrase that starts at word `i`.

        Args:
            words: for each word the forms that it may be matched by (as written, lemma).
            i: where the phrase is to start.
        """
        if self.by_first.keys().isdisjoint(words[i]):
            return None
        found = [entry for first in sorted(words[i]) for entry in self.by_first.get(first, ())]
        for phrase, value in sorted(found, key=lambda entry: -len(entry[0])):
            forms = words[i : i + len(phrase)]
            if len(forms) == len(phrase) and all(
                word in form for word, form in zip(phrase, forms, strict=True)
            ):
                return len(phrase), value
        return None

    def around(self, first: str, others: Collection[str], needed: str = "") -> str | None:
        """Return the value of the longest phrase that begins with `first` and has its other words among `others`.

        A word that is `needed` must be one of the phrase's own.
        """
        for phrase, value in self.by_first.get(first, ()):
            if all(word in others for word in phrase[1:]) and (not needed or needed in phrase):
                return value
        return None


def _once(compile_: Callable[Concatenate[One, Given], Phrases]) -> Callable[Concatenate[One, Given], Phrases]:
    """Keep what a method compiles with the words that it was compiled from: they are asked for at every verb."""

    @wraps(compile_)
    def kept(self: One, /, *args: Given.args, **named: Given.kwargs) -> Phrases:
        store: dict[str, Phrases] = vars(self)
        key = f"{compile_.__name__} {args} {named}"
        if key not in store:
            store[key] = compile_(self, *args, **named)
        return store[key]

    return kept


class Duties(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words of duties: how they are owed, what they allow or bar, and what is told of their performance."""

    owed: Words
    due: Words
    owing: Words
    modals: Words
    nouns: Words
    provide: Words
    let: Words
    bar: Words
    allow: Words
    refrain: Words
    persuade: Words
    under: tuple[str, ...]
    then: tuple[str, ...]
    terms: tuple[str, ...]
    listing: Words
    first: tuple[str, ...]
    next: tuple[str, ...]
    deeds: Mapping[str, tuple[str, ...]]
    deed_nouns: Mapping[str, Words]
    accomplishing: tuple[str, ...]
    against: tuple[str, ...]
    unsaid: Words
    passage: Words
    besieging: Words
    evacuees: Words
    hostile: Words
    conditions: Words
    drafts: Words
    failing: Words
    weak_failing: Words
    promising: Words
    reserving_verbs: Words
    fulfilling: Words
    breaking: Words

    @_once
    def deed_words(self) -> Phrases:
        """Return the verbs by which a duty is carried out, leading to the one name of those that do the same."""
        return _compiled(self.deeds, "duties.deeds")

    @_once
    def accomplished(self) -> Phrases:
        """Return the verbs that carry out a deed told by a noun."""
        return _compiled({"done": self.accomplishing}, "duties.accomplishing")

    @_once
    def undoing(self) -> Phrases:
        """Return the verbs that do the reverse of allowing."""
        return _compiled({"against": self.against}, "duties.against")


class Steps(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words of measures: the things, what is done with them, and the words of each rung."""

    kinds: Mapping[str, tuple[str, ...]]
    acts: Mapping[str, Words]
    withdrawing: Words
    force_verbs: Words
    force_nouns: Words
    rungs: Mapping[str, Words]
    possible_modals: Words
    not_steps: Words

    @_once
    def thing(self) -> Phrases:
        """Return the phrases of the things that steps are made of, leading to their kinds."""
        return _compiled(self.kinds, "measures.kinds")


class Deals(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of `deals.yml`; the fields are named as there."""

    nouns: Mapping[str, tuple[str, ...]]
    not_deals: tuple[str, ...]
    halts: Words
    halted: Words
    halt_marks: Words
    kind_words: Mapping[str, Words]
    cooperating: Words
    processes: Mapping[str, tuple[str, ...]]
    bare: Mapping[str, Words]
    hoped_verbs: Words
    hoped_nouns: Words
    hoped_determiners: Words
    made: Words
    binding: Words
    proposed_adjectives: Words
    proposed_verbs: Words
    proposed_nouns: Words
    new: Words
    another: Words
    same_again: Words
    states: Mapping[str, Mapping[str, tuple[str, ...]]]
    negated_states: Mapping[str, str]
    negated_subjects: Mapping[str, str]
    unreal_verbs: Words
    bound_by: Words
    considering: Words
    keeping: Words
    void: Words
    watching: Words
    preventing: Words
    despite: tuple[str, ...]
    declaring: Words
    fighting: Words
    flaring: Words
    denying: Words
    refusing: Words
    blaming: Words
    each_other: tuple[str, ...]
    trading: Words
    accusations: Words
    brokering: Words
    auspices: Words
    texts: Words
    excluding: Words
    joining: Words
    belonging: Words
    entering: tuple[str, ...]
    ending: tuple[str, ...]
    lasting: Words
    own_verbs: tuple[str, ...]
    units: Words
    duties: Duties
    same: Mapping[str, Words]
    measures: Steps

    @_once
    def deal_nouns(self) -> Phrases:
        """Return the nouns that are deals, leading to their kinds."""
        return _compiled(self.nouns, "nouns")

    @_once
    def process_nouns(self) -> Phrases:
        """Return the nouns of what carries a deal out, leading to the kind of deal."""
        return _compiled(self.processes, "processes")

    @_once
    def other_nouns(self) -> Phrases:
        """Return the phrases that hold a deal's noun and are no deal of this war."""
        return _compiled({"no": self.not_deals}, "not_deals")

    @_once
    def state_words(self, place: str) -> Phrases:
        """Return the verbs or nouns of each state that stand at `place`: "subject", "object" or "of"."""
        return _compiled(
            {state: cues.get(place, ()) for state, cues in self.states.items()}, f"states.*.{place}"
        )

    @_once
    def own_phrases(self) -> Phrases:
        """Return the verbs that speak of deals alone."""
        return _compiled({"own": self.own_verbs}, "own_verbs")

    @_once
    def turning_points(self) -> Phrases:
        """Return the verbs by which a deal starts or ends, leading to "effective" and "ended"."""
        return _compiled({"effective": self.entering, "ended": self.ending}, "entering, ending")

    def sense(self, lemma: str) -> str:
        """Return the word under which `lemma` is compared: "sever" and "separate" are one."""
        return next((name for name, words in self.same.items() if lemma in words), lemma)


def load_deals(directory: Path) -> Deals:
    """Load `deals.yml`.

    Raises:
        BadKnowledge: it has the wrong shape, or one phrase has two meanings.
    """
    deals = read_file(directory, "deals.yml", Deals)
    for check in (deals.deal_nouns, deals.process_nouns, deals.other_nouns, deals.measures.thing):
        check()
    for place in ("subject", "object", "of"):
        deals.state_words(place)
    return deals


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as the parser splits them: a hyphen between letters is a word."""
    return tuple(phrase.lower().replace("-", " - ").split())


def _compiled(lists: Mapping[str, Collection[str]], where: str) -> Phrases:
    values: dict[tuple[str, ...], str] = {}
    for value, phrases in lists.items():
        for phrase in phrases:
            if values.setdefault(words_of(phrase), value) != value:
                raise BadKnowledge(
                    f"deals.yml: {where}: {phrase!r} is both {values[words_of(phrase)]} and {value}"
                )
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, value in sorted(values.items(), key=lambda entry: (-len(entry[0]), entry[0])):
        by_first.setdefault(words[0], []).append((words, value))
    return Phrases({first: tuple(phrases) for first, phrases in by_first.items()})
