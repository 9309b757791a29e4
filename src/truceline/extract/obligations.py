"""The duties of one deal, as one document tells them, and what it says became of them."""

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from truceline.extract.afterwards import with_afterwards
from truceline.extract.attached import statement_at
from truceline.extract.bearers import NOBODY, Bearer, bearer
from truceline.extract.before import with_firsts
from truceline.extract.breaches import with_breaches
from truceline.extract.clauses import (
    actors_at,
    clause_of,
    doers,
    extent,
    governors,
    is_passive,
    modal,
    negated,
    objects,
    subjects,
)
from truceline.extract.deeds import with_deeds
from truceline.extract.departures import CARRYING, fell_short, find_sieges, let_out, siege_of
from truceline.extract.duties import Owed, action, deadline, duty_of, first_word, obligation
from truceline.extract.namings import Naming
from truceline.extract.performances import with_performances
from truceline.extract.provisions import declared, keeper, provided
from truceline.extract.standings import Setting, is_accord
from truceline.extract.steps import in_steps, is_list, is_of_party, step_verbs
from truceline.model.parsed import Parsed, Sentence
from truceline.model.statement import Statement
from truceline.model.terms import Obligation, Performance, Says, Term, TextStatus

FINITE = frozenset({"VBD", "VBZ", "VBP"})
# "The accord, signed in May, under which": the words after a deal within which "under which" speaks of it.
UNDER_WHICH = 8
# "Was to blame", "is to be": what is told of somebody, not owed by anybody.
THINGS = frozenset({"it", "its", "this", "that", "these", "which"})
# From the deed up to "blamed" ("blamed it on the fact that they left": three).
BLAME_REACH = 4
NOT_OWED = frozenset({"be", "blame", "have"})


def find_obligations(
    setting: Setting, term: Term, namings: Sequence[Naming], sentences: Sequence[Sentence], *, lone: bool
) -> tuple[Obligation, ...]:
    """Return the duties of a term.

    Args:
        setting: the document's readers.
        term: the deal, its parties known.
        namings: where it is named.
        sentences: those that can tell its duties: where it is named first, and right after.
        lone: whether the document has no other deal, so that a duty without a deal is this one's.
    """
    owed: list[Owed] = []
    for naming in namings:
        if naming.standing in ("real", "proposed"):
            if is_accord(setting, naming.head):
                agreed: TextStatus = "agreed" if naming.standing == "real" else "reported"
                owed.extend(one._replace(text=agreed) for one in _infinitive(setting, term, naming.head))
            owed.extend(provided(setting, term, naming))
            owed.extend(declared(setting, term, naming))
    owed = [_kept_by(setting, term, namings, one) for one in owed]
    listed = is_list(setting, sentences)
    for sentence in sentences:
        told = _told(setting, term, sentence, namings)
        owed.extend(one for one in told if listed or not one.step or is_of_party(setting, term, one))
    if lone or not all(naming.plural for naming in namings):
        owed.extend(let_out(setting, term))
    if lone:
        owed.extend(fell_short(setting, term))
        owed.extend(_of_its_kind(setting, term, sentences))
    turns = in_steps(setting, namings, in_turn(setting, with_firsts(setting, _distinct(setting, owed))))
    found = [_value(setting, term, one) for one in turns]
    drafted = _with_text(setting, namings, found)
    performed = with_performances(
        setting, term, [_with_deeds(*one) for one in with_deeds(setting, drafted)], lone=lone
    )
    return with_breaches(setting, term, with_afterwards(setting, performed))


def _with_deeds(one: Obligation, deeds: tuple[Performance, ...]) -> Obligation:
    return msgspec.structs.replace(one, performance=(*one.performance, *deeds))


def _kept_by(setting: Setting, term: Term, namings: Sequence[Naming], one: Owed) -> Owed:
    """Give what a halt lets others do to whoever holds the halt: "Xland held a pause intended to let people leave"."""
    if (
        one.who is not NOBODY
        or one.what.duty != "allow"
        or term.kind not in ("ceasefire", "humanitarian_pause")
    ):
        return one
    found = (keeper(setting, term, naming) for naming in namings)
    return one._replace(who=next((who for who in found if who.actors or who.words), NOBODY))


def _of_its_kind(setting: Setting, term: Term, told: Sequence[Sentence]) -> Iterator[Owed]:
    """Read what was to be done elsewhere in the document, where it is what the only deal is about.

    "They were to be taken to the coast" far below an evacuation deal tells its duty; "the king was to speak" does not.
    """
    parsed, deals = setting.parsed, setting.deals
    about = {deals.sense(word) for word in deals.kind_words.get(term.kind, ())}
    for sentence in parsed.sentences:
        if sentence in told or sentence.heading or parsed.tokens[sentence.first].start < term.anchor.start:
            continue
        for verb in range(sentence.first, sentence.last):
            deeds = {deals.sense(parsed.tokens[i].lemma.lower()) for i in _inner(parsed, verb)}
            if parsed.tokens[verb].lemma == "be" and deeds & about and _is_owed(setting, verb):
                yield from _infinitive(setting, term, verb)


def _distinct(setting: Setting, owed: Sequence[Owed]) -> list[Owed]:
    """Keep the first of those told by overlapping words: one clause owes one thing."""
    kept: list[Owed] = []
    told: set[tuple[str, ...]] = set()
    for one in owed:
        # A standfirst repeats the first sentence word by word.
        words = (
            one.who.words,
            one.what.duty,
            setting.parsed.span(one.what.first, one.what.last).quote.lower(),
        )
        overlaps = any(
            one.what.first < other.what.last and other.what.first < one.what.last for other in kept
        )
        # "It calls for that too": a word that only points says no duty.
        points = [token.pos for token in setting.parsed.tokens[one.what.first : one.what.last]] in (
            ["PRON"],
            ["DET"],
        )
        if not overlaps and not points and words not in told:
            told.add(words)
            kept.append(one)
    return sorted(kept, key=lambda one: (one.first, one.what.first))


def _value(setting: Setting, term: Term, owed: Owed) -> Obligation:
    spans = (setting.parsed.span(owed.first, owed.last),)
    made = obligation(setting, term.id, owed.who, owed.what, spans)
    said = _blaming(setting, owed) or statement_at(setting.statements, spans[0].start, spans[0].end)
    by = said.id if said else None
    told = (Performance(owed.says, spans, by),) if owed.says else ()
    return msgspec.structs.replace(
        made,
        order=owed.order,
        after=owed.after,
        text_status=owed.text,
        reservation=owed.reservation,
        statement=by,
        performance=told,
    )


def _blaming(setting: Setting, owed: Owed) -> Statement | None:
    """Return whose blame it is in "the council said that rebels blamed the delay on the fact that fewer had left": the rebels'."""
    parsed = setting.parsed
    over = list(islice(parsed.ancestors(owed.what.first), BLAME_REACH))
    if not any(parsed.tokens[i].lemma.lower() == "fact" for i in over):
        return None
    cues = ((one, cue) for one in setting.statements if one.stance == "accuses" for cue in one.cue)
    return next(
        (one for one, cue in cues for i in over if cue.start <= parsed.tokens[i].start < cue.end), None
    )


def _with_text(setting: Setting, namings: Sequence[Naming], found: Sequence[Obligation]) -> list[Obligation]:
    """Mark the duties of a draft as such; who holds the draft holds them, where nobody nearer does."""
    heads = [n.head for n in namings if _is_draft(setting, n)]
    if not heads:
        return list(found)
    holder = _draft_holder(setting, heads[0])
    return [
        msgspec.structs.replace(one, text_status="draft", statement=one.statement or holder)
        if one.text_status == "reported"
        else one
        for one in found
    ]


def _draft_holder(setting: Setting, head: int) -> str | None:
    """Return the statement that tells of a draft: the one around it, else one by who has it ("A has obtained a draft")."""
    parsed = setting.parsed
    word = parsed.tokens[head]
    said = statement_at(setting.statements, word.start, word.end)
    if said is not None:
        return said.id
    owners = actors_at(parsed, setting.cast, doers(parsed, clause_of(parsed, word.head)))
    return next((s.id for s in setting.statements if s.speaker and s.speaker.actor in owners), None)


def _is_draft(setting: Setting, naming: Naming) -> bool:
    parsed, drafts = setting.parsed, setting.deals.duties.drafts
    of = [g.token for g in governors(parsed, naming.head) if g.role == "of"]
    words = [*of, *parsed.children(naming.head, "amod", "compound")]
    return any(parsed.tokens[i].lemma.lower() in drafts for i in words)


def _told(setting: Setting, term: Term, sentence: Sentence, namings: Sequence[Naming]) -> Iterator[Owed]:
    """Read the duties of a sentence that names the deal, or follows one that does."""
    parsed = setting.parsed
    under = _under(setting, sentence, namings)
    duties = setting.deals.duties
    if under is None and begins(setting, sentence.first, (*duties.then, *duties.terms)):
        under = sentence.first
    steps = step_verbs(setting, sentence)
    for verb in range(sentence.first, sentence.last):
        token = parsed.tokens[verb]
        if token.pos not in ("VERB", "ADJ", "AUX"):
            continue
        yield from _reserved(setting, term, verb)
        if verb in steps and _is_step(setting, verb):
            # "Was to" of somebody is told of a deal; what "is to" be after one may be anything.
            past = token.tag == "VBD" and _is_owed(setting, verb)
            yield from _step(setting, term, verb, strange=under is None and not past)
        elif _is_owed(setting, verb) or (under is not None and _pledges(setting, verb)):
            yield from _infinitive(setting, term, verb)
        elif under is not None and verb > under and modal(parsed, verb) in setting.deals.duties.modals:
            yield from _modal(setting, term, verb)
        yield from _passage(setting, term, verb)


def _under(setting: Setting, sentence: Sentence, namings: Sequence[Naming]) -> int | None:
    """Return where the sentence names the deal under "under", "as part of"; None if it does not."""
    parsed = setting.parsed
    for naming in namings:
        if sentence.first <= naming.head < sentence.last:
            before = " ".join(
                t.text.lower() for t in parsed.tokens[max(sentence.first, naming.first - 6) : naming.first]
            )
            if any(f" {words} " in f" {before} " for words in setting.deals.duties.under):
                return naming.last
            if _stands_in(parsed, naming):
                return naming.last
    return None


def _stands_in(parsed: Parsed, naming: Naming) -> bool:
    """Return whether duties are told in the deal's own clause: "in the accord, A pledged to", "a truce under which A will"."""
    token = parsed.tokens[naming.head]
    inside = token.dep == "pobj" and parsed.tokens[token.head].lemma.lower() == "in"
    after = [t.text.lower() for t in parsed.tokens[naming.last : naming.last + UNDER_WHICH]]
    return inside or ("under" in after and "which" in after[after.index("under") :])


def _is_owed(setting: Setting, verb: int) -> bool:
    """Return whether a word owes the infinitive under it: "was supposed to", "obliged to", "were to be transported"."""
    parsed = setting.parsed
    token = parsed.tokens[verb]
    lemma, text = token.lemma.lower(), token.text.lower()
    inner = parsed.children(verb, "xcomp")
    if lemma == "be" and token.tag in FINITE:
        return any(_is_to(parsed, verb, i) for i in inner) and _is_somebody(setting, verb)
    duties = setting.deals.duties
    owed = lemma in duties.owed or text in duties.owed or (text in duties.due and _is_somebody(setting, verb))
    return owed and bool(inner) and token.tag in ("VBN", "VBD", "JJ")


def _is_to(parsed: Parsed, verb: int, inner: int) -> bool:
    """Return whether "be" and an infinitive owe: "were to be moved", "was to withdraw"; "its plan was to" has no somebody."""
    if is_passive(parsed, inner):
        return parsed.tokens[inner].tag == "VBN"
    to = any(parsed.tokens[i].tag == "TO" and i > verb for i in parsed.children(inner, "aux"))
    return to and parsed.tokens[inner].tag == "VB" and parsed.tokens[inner].lemma.lower() not in NOT_OWED


def begins(setting: Setting, first: int, leads: Sequence[str]) -> bool:
    """Return whether a sentence goes on with what is owed: "After that, the army was to …"."""
    words = " ".join(t.text.lower() for t in setting.parsed.tokens[first : first + 4])
    return any(f"{words} ".startswith(f"{lead} ") for lead in leads)


def in_turn(setting: Setting, owed: Sequence[Owed]) -> list[Owed]:
    """Give those their order that "after that" puts after the one told before them."""
    parsed, found = setting.parsed, list(owed)
    for n in range(1, len(found)):
        before, one = found[n - 1], found[n]
        sentence = parsed.sentences[parsed.tokens[one.first].sentence]
        after_that = begins(setting, sentence.first, setting.deals.duties.then)
        if after_that and before.first < sentence.first and not one.order:
            place = max(before.order, 1)
            found[n - 1] = before._replace(order=place)
            after = parsed.span(before.what.first, before.what.last).quote
            found[n] = one._replace(order=place + 1, after=after)
    return found


def _is_somebody(setting: Setting, verb: int) -> bool:
    """Return whether the subject can owe: "rebels are set to leave" tells a duty, "a meeting is set to take place" none."""
    parsed = setting.parsed
    heads = subjects(parsed, verb)
    senses = {setting.deals.sense(parsed.tokens[i].lemma.lower().removesuffix("s")) for i in heads}
    people = senses & {"rebel", "army"}
    they = {i for i in heads if parsed.tokens[i].text.lower() in ("they", "who")}
    named = actors_at(parsed, setting.cast, heads)
    persons = [one for one in named if (known := setting.cast.actors.get(one)) and known.kind == "person"]
    # "The king is set to visit" is a diary; sides, not persons, are set to do what a deal asks.
    return bool(people or they or len(named) > len(persons))


def _pledges(setting: Setting, verb: int) -> bool:
    parsed = setting.parsed
    has_to = parsed.tokens[verb].lemma.lower() == "have" and not parsed.children(verb, "dobj")
    owing = parsed.tokens[verb].lemma.lower() in setting.deals.duties.owing or has_to
    return owing and bool(_inner(parsed, verb))


def _inner(parsed: Parsed, verb: int) -> list[int]:
    """Return the verbs under a word of owing: "pledged to leave", "committed itself to leaving"."""
    to = [p for p in parsed.children(verb, "prep") if parsed.tokens[p].lemma.lower() == "to"]
    return [*parsed.children(verb, "xcomp"), *(i for p in to for i in parsed.children(p, "pcomp"))]


def _infinitive(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    parsed = setting.parsed
    # "The king required the rebels to leave": who is required owes it, not who requires.
    others = [] if is_passive(parsed, verb) else [o for o in objects(parsed, verb) if not _is_self(parsed, o)]
    heads = others or subjects(parsed, verb)
    if not heads or any(_owes_nothing(setting, i) for i in heads):
        return
    for inner in _inner(parsed, verb):
        token = parsed.tokens[inner]
        if token.tag in ("VB", "VBN", "VBG") and token.lemma != "be" and not _is_vowed(setting, inner):
            what = action(setting, inner)
            if negated(parsed, verb):
                # "was not to enter" bars; "was not obliged to enter" owes nothing.
                if parsed.tokens[verb].lemma != "be":
                    continue
                what = what._replace(duty="refrain")
            who = bearer(setting, heads, term.parties)
            if is_passive(parsed, inner) and what.duty != "refrain":
                who = NOBODY
            yield Owed(who, what, first_word(parsed, heads), what.last)


def _owes_nothing(setting: Setting, head: int) -> bool:
    """Return whether a subject is a deal itself or what carries it out, or a pronoun for a thing ("it is supposed to sound like peace")."""
    tokens, nouns = setting.parsed.tokens, setting.deals.deal_nouns()
    if (tokens[head].lemma.lower(),) in dict(
        setting.deals.process_nouns().by_first.get(tokens[head].lemma.lower(), ())
    ):
        return True
    forms = [(token.text.lower(), token.lemma.lower()) for token in tokens[max(head - 2, 0) : head + 1]]
    # "The cease-fire": the head is the last word of three.
    ends = [i + match[0] for i in range(len(forms)) if (match := nouns.at(forms, i))]
    return tokens[head].text.lower() in THINGS or len(forms) in ends


def _is_vowed(setting: Setting, verb: int) -> bool:
    """Return whether it is fighting on, which nobody owes under a deal ("pledged to keep fighting")."""
    hostile = setting.deals.duties.hostile
    below = [verb, *setting.parsed.children(verb, "xcomp")]
    held = setting.deals.duties.refrain & {setting.parsed.tokens[verb].lemma.lower()}
    return not held and any(setting.parsed.tokens[i].lemma.lower() in hostile for i in below)


def _is_self(parsed: Parsed, i: int) -> bool:
    return parsed.tokens[i].text.lower() in ("itself", "himself", "herself", "themselves")


def _step(setting: Setting, term: Term, verb: int, *, strange: bool) -> Iterator[Owed]:
    """Read what a step owes: "is to open", "must pull back"; a day before the verb ("Within three days") is its deadline."""
    inner = setting.parsed.children(verb, "xcomp")
    told = _infinitive(setting, term, verb) if inner and not _is_must(setting.parsed, verb) else None
    for one in told if told is not None else _modal(setting, term, verb):
        if any(_owes_nothing(setting, i) for i in subjects(setting.parsed, verb)):
            continue
        due = one.what.deadline or deadline(setting, verb)
        yield one._replace(what=one.what._replace(deadline=due), step=strange)


def _is_step(setting: Setting, verb: int) -> bool:
    """Return whether "is to" owes: "was to" only of somebody who can ("the king was to speak" is a diary)."""
    parsed = setting.parsed
    if parsed.tokens[verb].lemma != "be":
        return True
    to = any(_is_to(parsed, verb, i) for i in parsed.children(verb, "xcomp"))
    return to and (parsed.tokens[verb].tag != "VBD" or _is_somebody(setting, verb))


def _is_must(parsed: Parsed, verb: int) -> bool:
    return modal(parsed, verb) in ("must", "shall")


def _modal(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    """Read "would be grounded", "must leave" under a deal; who is only affected by a passive owes nothing."""
    parsed = setting.parsed
    heads = subjects(parsed, verb)
    if not heads or parsed.tokens[verb].lemma.lower() in setting.deals.duties.reserving_verbs:
        return
    what = action(setting, verb)
    who = bearer(setting, heads, term.parties)
    if is_passive(parsed, verb) and duty_of(setting, verb) != "refrain":
        who = NOBODY
    yield Owed(who, what, first_word(parsed, heads), max(what.last, extent(parsed, verb)[1]))


def _reserved(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    """Read "reserve the right to": what a party keeps free to do."""
    parsed = setting.parsed
    if parsed.tokens[verb].lemma.lower() not in setting.deals.duties.reserving_verbs:
        return
    for right in parsed.children(verb, "dobj"):
        inner = parsed.children(right, "acl")
        if parsed.tokens[right].lemma == "right" and inner:
            what = action(setting, inner[0])._replace(duty="allow")
            heads = subjects(parsed, verb)
            first = first_word(parsed, heads) if heads else verb
            yield Owed(bearer(setting, heads, term.parties), what, first, what.last, reservation=True)


def _passage(setting: Setting, term: Term, verb: int) -> Iterator[Owed]:
    """Read "promising residents safe passage": who promises a way out owes to let them leave."""
    parsed, duties = setting.parsed, setting.deals.duties
    if parsed.tokens[verb].lemma.lower() not in duties.promising or _is_called_for(parsed, verb):
        return
    granted = [i for i in parsed.children(verb, "dobj", "nsubjpass") if _below(parsed, i) & duties.passage]
    if granted:
        what = action(setting, verb)._replace(duty="allow")
        heads = doers(parsed, verb)
        says: Says | None = "not_met" if negated(parsed, verb) else _taken_out(setting, verb)
        who = bearer(setting, heads, term.parties) if _is_somebody(setting, verb) else NOBODY
        yield Owed(_besieger(setting, verb) if not heads else who, what, what.first, what.last, says=says)


def _is_called_for(parsed: Parsed, verb: int) -> bool:
    """See "action must be taken, allowing access to the town": it is only called for, and nobody has owed it yet."""
    token = parsed.tokens[verb]
    return (
        token.tag == "VBG"
        and token.dep == "advcl"
        and modal(parsed, token.head) in ("must", "should", "shall")
    )


def _taken_out(setting: Setting, verb: int) -> Says | None:
    """Return that it was met where they are told to have been taken out too: "were given safe passage and bussed away"."""
    parsed = setting.parsed
    below = (i for i in parsed.subtree(verb) if i > verb and parsed.tokens[i].dep == "conj")
    done = (i for i in below if parsed.tokens[i].tag in ("VBN", "VBD"))
    out = any(
        parsed.tokens[i].lemma.lower() in CARRYING
        or setting.deals.sense(parsed.tokens[i].lemma.lower()) == "leave"
        for i in done
    )
    return (
        "met" if out and parsed.tokens[verb].tag in ("VBN", "VBD") and modal(parsed, verb) is None else None
    )


def _besieger(setting: Setting, verb: int) -> Bearer:
    """Return who besieges those to whom a way out is given, told here or elsewhere: only the besieger can give it."""
    here = _besieger_here(setting, verb)
    if here is not NOBODY:
        return here
    held = siege_of(setting, find_sieges(setting), verb, subjects(setting.parsed, verb))
    return held.by if held else NOBODY


def _besieger_here(setting: Setting, verb: int) -> Bearer:
    """Return who is told to besiege in the words of a way out."""
    parsed, found = setting.parsed, set()
    for word in parsed.subtree(verb):
        token = parsed.tokens[word]
        if (
            token.lemma.lower() in setting.deals.duties.besieging
            or token.text.lower() in setting.deals.duties.besieging
        ):
            before = range(word - 2, word) if parsed.tokens[max(word - 1, 0)].text == "-" else ()
            by = [i for agent in parsed.children(word, "agent") for i in parsed.children(agent, "pobj")]
            found |= {i for i in (*by, *before) if setting.cast.actor_at(i)}
    actors = actors_at(parsed, setting.cast, sorted(found))
    return bearer(setting, sorted(found), ()) if len(actors) == 1 else NOBODY


def _below(parsed: Parsed, i: int) -> set[str]:
    return {parsed.tokens[j].lemma.lower() for j in (i, *parsed.children(i, "appos", "conj", "dobj"))}
