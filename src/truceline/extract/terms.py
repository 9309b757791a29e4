"""What one document says of deals: which deals it names, all namings of one deal together, and what is told of each."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from truceline.extract.attached import apart
from truceline.extract.bonds import Days, find_days, find_durations, find_parties, find_place, party_at
from truceline.extract.brokers import last_before, of_texts
from truceline.extract.clauses import subjects
from truceline.extract.namings import Naming, find_namings
from truceline.extract.obligations import find_obligations
from truceline.extract.standings import Setting, find_standings
from truceline.extract.steps import with_steps
from truceline.extract.turns import find_turns
from truceline.knowledge.deals import Deals
from truceline.model.cast import Cast
from truceline.model.document import Span
from truceline.model.ids import content_id
from truceline.model.parsed import Found, Parsed, Sentence
from truceline.model.statement import Statement
from truceline.model.terms import AgreementKind, Obligation, Party, Status, Term
from truceline.model.when import When

# "It" leads back to a deal named at most this many sentences before ("It held for a month. A declined to renew it").
PRONOUN_REACH = 1
# A sentence longer than this is quoted around the naming only; the longest sentences of news are lists.
LONGEST_MENTION = 300
# Namings that speak of a deal only where the document names it elsewhere.
LESSER = frozenset({"process", "bare"})
COMPARING = frozenset({"similar", "akin", "comparable", "identical"})
HALTS = frozenset({"ceasefire", "humanitarian_pause"})


class Deal:
    """One deal of a document while its namings are gathered."""

    def __init__(self, naming: Naming, days: Days, parties: Sequence[Party]) -> None:
        """Start it with its first naming."""
        self.namings = [naming]
        self.kinds = {naming.kind}
        self.days = [days]
        self.dated = [(naming, days)]
        self.parties = list(parties)
        self.contents: list[Naming] = []

    def add(self, naming: Naming, days: Days, parties: Sequence[Party]) -> None:
        """Tie one more naming to it."""
        self.namings.append(naming)
        self.kinds.add(naming.kind)
        self.days.append(days)
        self.dated.append((naming, days))
        self.parties.extend(parties)

    @property
    def kind(self) -> AgreementKind:
        """Return the first kind that a naming decides, in the order of the text."""
        return next((n.kind for n in self.namings if n.kind != "other"), "other")

    @property
    def plural(self) -> bool:
        """Return whether it is a series of deals told of as one."""
        return self.namings[0].plural

    def date(self, which: str) -> When | None:
        """Return the first date told of this turn ("announced", "effective", "ended")."""
        return next((found for days in self.days if (found := getattr(days, which)) is not None), None)


class Speech(NamedTuple):
    """The sentences that can tell a deal's duties, and whether it is the only deal of its document."""

    sentences: Sequence[Sentence]
    lone: bool


def find_terms(
    parsed: Parsed,
    deals: Deals,
    cast: Cast,
    statements: tuple[Statement, ...],
    dates: tuple[Found[When], ...],
) -> tuple[Term, ...]:
    """Return what the document says of deals, one term for each deal, in the order of their first naming."""
    setting = Setting(parsed, deals, cast, statements, dates)
    found = gather(setting)
    places = mention_spans(parsed, [naming for deal in found for naming in deal.namings])
    spoken = sentences_of(setting, found)
    return tuple(
        _term(setting, deal, places, Speech(sentences, lone))
        for (deal, lone), sentences in zip(_with_lone(found), spoken, strict=True)
    )


def _with_lone(found: list[Deal]) -> list[tuple[Deal, bool]]:
    """Mark the deal that is the only one of its document: a duty that names no deal can be its own."""
    single = [deal for deal in found if not deal.plural]
    return [(deal, len(single) == 1 and deal is single[0]) for deal in found]


def sentences_of(setting: Setting, found: Sequence[Deal]) -> list[list[Sentence]]:
    """Return for each deal the sentences that name it first of all deals, and those right after that name none."""
    parsed = setting.parsed
    first: dict[int, int] = {}
    for head, number in sorted(
        (n.head, k)
        for k, deal in enumerate(found)
        for n in deal.namings
        if n.standing not in LESSER and not _is_compared(parsed, n)
    ):
        first.setdefault(parsed.tokens[head].sentence, number)
    for sentence in sorted(first):
        after = sentence + 1
        if (
            after < len(parsed.sentences)
            and parsed.sentences[after].paragraph == parsed.sentences[sentence].paragraph
        ):
            first.setdefault(after, first[sentence])
    first = with_steps(setting, first)
    return [[parsed.sentences[s] for s in sorted(first) if first[s] == k] for k in range(len(found))]


def _is_compared(parsed: Parsed, naming: Naming) -> bool:
    """See "rebels are set to leave, in a manner similar to deals elsewhere": the duty is of the deal told before."""
    token = parsed.tokens[naming.head]
    over = parsed.tokens[token.head]
    like = over.lemma.lower() in ("like", "unlike") or parsed.tokens[over.head].lemma.lower() in COMPARING
    return naming.plural and token.dep == "pobj" and like


def gather(setting: Setting) -> list[Deal]:
    """Tie the namings of each deal together: "the deal" is the one in focus, another date or "another" is another one."""
    found: list[Deal] = []
    namings = find_namings(setting.parsed, setting.deals)
    for naming in namings:
        if naming.standing in LESSER:
            continue
        days = find_days(setting.parsed, setting.deals, setting.dates, naming)
        parties = find_parties(setting.parsed, setting.deals, setting.cast, naming)
        deal = _content_of(setting, naming, found) or _in_focus(setting, naming, days, found)
        if deal is not None:
            deal.add(naming, days, parties)
        elif naming.standing != "pronoun":
            found.append(Deal(naming, days, parties))
    for naming in namings:
        if naming.standing in LESSER and (deal := _carried_by(found, naming)):
            deal.add(naming, Days(), ())
    for deal in found:
        deal.namings.sort()
    _add_brokers(setting, found)
    return found


def _add_brokers(setting: Setting, found: Sequence[Deal]) -> None:
    """Give the deal named last its brokers, where only its text is told as brokered."""
    for told in of_texts(setting.parsed, setting.deals):
        number = last_before([deal.namings for deal in found], told.at)
        if number is not None:
            for head in told.heads:
                found[number].parties.extend(party_at(setting.parsed, setting.cast, head, "broker"))


def _carried_by(found: list[Deal], naming: Naming) -> Deal | None:
    """Return the deal that "the evacuation" or "30 breaches" speak of: the last one named before, else the only one."""
    fitting = [deal for deal in found if not deal.plural and _same_kind(deal.kinds, naming.kind)]
    if naming.kind == "other":
        fitting = [deal for deal in found if not deal.plural]
    before = [deal for deal in fitting if deal.namings[0].head < naming.head]
    if before:
        return max(before, key=lambda deal: max(n.head for n in deal.namings if n.head < naming.head))
    return fitting[0] if len(fitting) == 1 else None


def _content_of(setting: Setting, naming: Naming, found: list[Deal]) -> Deal | None:
    """Return the deal that provides for what is named ("the agreement called for a ten-day truce")."""
    parsed = setting.parsed
    if naming.definite or naming.standing != "real":
        return None
    for above in parsed.ancestors(naming.head):
        if parsed.tokens[above].lemma.lower() not in setting.deals.duties.provide:
            continue
        heads = set(subjects(parsed, above))
        for deal in found:
            if any(one.head in heads for one in deal.namings):
                return deal
    return None


def _in_focus(setting: Setting, naming: Naming, days: Days, found: list[Deal]) -> Deal | None:
    """Return the deal that a naming can be tied to: the last one named that fits, or for "a truce" the only one."""
    fitting = [deal for deal in found if _fits(deal, naming, days)]
    if naming.standing == "pronoun":
        fitting = [deal for deal in fitting if _near(setting.parsed, deal, naming)]
    if not fitting or naming.other:
        return None
    if naming.definite:
        return max(fitting, key=lambda deal: deal.namings[-1].head)
    alike = [deal for deal in fitting if naming.kind in deal.kinds or "other" in (naming.kind, deal.kind)]
    return alike[0] if len(alike) == 1 else None


def _near(parsed: Parsed, deal: Deal, naming: Naming) -> bool:
    here = parsed.tokens[naming.head].sentence
    return here - parsed.tokens[deal.namings[-1].head].sentence <= PRONOUN_REACH


def _fits(deal: Deal, naming: Naming, days: Days) -> bool:
    # One deal makes several zones: their number tells nothing of the number of deals.
    if deal.plural != naming.plural and "safe_zone" not in (deal.kind, naming.kind):
        return False
    told = [days.announced, days.effective]
    known = [deal.date("announced"), deal.date("effective")]
    if any(a is not None and b is not None and apart(a, b) for a, b in zip(told, known, strict=True)):
        return False
    return _same_kind(deal.kinds, naming.kind) or "other" in (naming.kind, deal.kind)


def _same_kind(kinds: set[AgreementKind], kind: AgreementKind) -> bool:
    return kind in kinds or (kind in HALTS and bool(kinds & HALTS))


def _term(setting: Setting, deal: Deal, places: Mapping[Naming, Span], speech: Speech) -> Term:
    parsed = setting.parsed
    anchor = parsed.span(deal.namings[0].first, deal.namings[0].last)
    term = Term(
        id=content_id("term", anchor.doc, anchor.start, anchor.end),
        kind=deal.kind,
        anchor=anchor,
        names=tuple(
            dict.fromkeys(_name(parsed, n) for n in deal.namings if n.standing in ("real", "proposed"))
        ),
        mentions=tuple(dict.fromkeys(places[n] for n in deal.namings)),
        parties=_merged(deal.parties),
        announced=deal.date("announced"),
        effective=deal.date("effective"),
        ended=deal.date("ended"),
        place=next((place for n in deal.namings if (place := find_place(parsed, n))), None),
        durations=tuple(
            dict.fromkeys(s for n in deal.namings for s in find_durations(parsed, setting.deals, n))
        ),
        status=_status(setting, deal),
        dates=find_turns(setting, sorted(deal.dated, key=lambda one: one[0])),
    )
    owed = find_obligations(setting, term, deal.namings, speech.sentences, lone=speech.lone)
    return msgspec.structs.replace(term, obligations=owed, mentions=_with_duties(parsed, term.mentions, owed))


def _with_duties(parsed: Parsed, mentions: Sequence[Span], owed: Sequence[Obligation]) -> tuple[Span, ...]:
    """Add the sentences that tell a duty or its performance without naming the deal: they speak of it too."""
    told = [span for one in owed for span in one.spans]
    told += [span for one in owed for said in one.performance for span in said.spans]
    found = list(mentions)
    for span in told:
        if not any(kept.start < span.end and span.start < kept.end for kept in found):
            inside = parsed.within(span.start, span.end)
            sentence = parsed.sentence_span(inside.start)
            found.append(sentence if len(sentence.quote) <= LONGEST_MENTION else span)
    return tuple(sorted(set(found)))


def _name(parsed: Parsed, naming: Naming) -> str:
    """Return the naming with what stands before it, without its article: "A-and-B-brokered cease-fire"."""
    first = naming.first
    while (
        first > 0
        and parsed.tokens[first - 1].head in range(first - 1, naming.last)
        and _leads(parsed, first - 1)
    ):
        first -= 1
    return parsed.span(first, naming.last).quote


def _leads(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].dep in ("amod", "compound", "nmod", "nummod", "npadvmod", "punct", "advmod") and (
        parsed.tokens[i].text not in {",", ";", ":", '"'}
    )


def mention_spans(parsed: Parsed, namings: Sequence[Naming]) -> dict[Naming, Span]:
    """Return for each naming the sentence around it; where a sentence names deals several times, its own share of it."""
    rows: dict[int, list[Naming]] = {}
    for naming in sorted(namings):
        rows.setdefault(parsed.tokens[naming.head].sentence, []).append(naming)
    found: dict[Naming, Span] = {}
    for number, whole in rows.items():
        # "The delay was over the towns in the deal": one sentence says one thing of the deal.
        row = [naming for naming in whole if naming.standing not in LESSER] or whole[:1]
        sentence = parsed.sentences[number]
        starts = [sentence.first, *(_share(parsed, a, b) for a, b in pairwise(row)), sentence.last]
        for naming, (first, last) in zip(row, pairwise(starts), strict=True):
            found[naming] = _shortened(parsed, naming, first, last)
        found.update({naming: found[row[0]] for naming in whole if naming not in found})
    return found


def _share(parsed: Parsed, left: Naming, right: Naming) -> int:
    """Return where the share of the right naming begins: after a comma, at "and" or "that", else at its own words."""
    breaks = [i for i in range(left.last, right.first) if parsed.tokens[i].dep in ("cc", "mark", "punct")]
    lead = [i for i in parsed.subtree(right.head) if left.last <= i <= right.first]
    return breaks[0] if breaks else min([right.first, *lead])


def _shortened(parsed: Parsed, naming: Naming, first: int, last: int) -> Span:
    while parsed.tokens[last - 1].end - parsed.tokens[first].start > LONGEST_MENTION:
        if naming.first - first > last - naming.last:
            first += 1
        else:
            last -= 1
    while first < naming.first and parsed.tokens[first].dep in ("punct", "cc"):
        first += 1
    return parsed.span(first, last)


def _merged(parties: Sequence[Party]) -> tuple[Party, ...]:
    spans: dict[tuple[str, str], list[Span]] = {}
    for party in parties:
        spans.setdefault((party.actor, party.role), []).extend(party.spans)
    return tuple(Party(actor, role, tuple(dict.fromkeys(found))) for (actor, role), found in spans.items())  # type: ignore[arg-type]


def _status(setting: Setting, deal: Deal) -> tuple[Status, ...]:
    """Return what is told of the deal's state; a heading's state only where the body tells the same of none."""
    bound = tuple(dict.fromkeys(party.actor for party in deal.parties if party.role == "party"))
    told = (status for naming in deal.namings for status in find_standings(setting, naming, bound))
    return tuple(dict.fromkeys(told))
