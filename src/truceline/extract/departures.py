"""Who besieges a place owes, under a deal to evacuate it, to let its people out; what is told of their leaving tells how it stands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from truceline.extract.bearers import NOBODY, Bearer, bearer
from truceline.extract.clauses import around, doers, is_passive, modal, negated, objects, subjects
from truceline.extract.doers import of_whom
from truceline.extract.duties import Owed, action, first_word
from truceline.extract.standings import Setting
from truceline.model.parsed import Parsed
from truceline.model.terms import Says, Term

# How far from the word of besieging the names of the besieged place stand: "the A-besieged villages of X and Y".
NEAR = 10
# What hangs on a place and is another one: "X, near Y", "X in Z province".
ELSEWHERE = frozenset({"near", "in", "outside", "from", "by", "to"})
LEAVING = "leave"
# Only those who leave are its subject; of the others ("evacuate", "transport") they are the object.
OF_THEMSELVES = frozenset({"leave", "depart", "withdraw"})
CARRYING = frozenset({"carry", "bus", "buss", "ferry", "transport", "evacuate"})
VEHICLES = frozenset({"bus", "convoy", "coach", "vehicle", "ambulance", "group", "number"})
WAITING = frozenset({"wait", "await", "hope", "expect", "due", "set"})


class Siege(NamedTuple):
    """Who besieges, of which side, at which token it is told, and the words that name what is besieged."""

    by: Bearer
    side: str
    at: int
    names: frozenset[str]


def let_out(setting: Setting, term: Term) -> Iterator[Owed]:
    """Read who leaves, and who lets whom be taken out: each siege once, told itself rather than only meant.

    Whoever left did so himself; the besieger lets out whom others take out.
    """
    if term.kind != "evacuation":
        return
    sieges = find_sieges(setting)
    told = [
        (siege, verb, owed)
        for sentence in setting.parsed.sentences
        if sieges and not sentence.heading
        for verb in range(sentence.first, sentence.last)
        for siege, owed in _let(setting, term, sieges, verb)
    ]
    by: dict[str, Owed | None] = {}
    for siege, _, owed in sorted(
        told, key=lambda one: (_sentence(setting, one[1]) != _sentence(setting, one[0].at), one[1])
    ):
        by.setdefault(siege.side, owed)
    yield from (owed for owed in by.values() if owed is not None)


def _sentence(setting: Setting, i: int) -> int:
    return setting.parsed.tokens[i].sentence


def _let(
    setting: Setting, term: Term, sieges: Sequence[Siege], verb: int
) -> Iterator[tuple[Siege, Owed | None]]:
    parsed = setting.parsed
    token = parsed.tokens[verb]
    lemma = token.lemma.lower()
    leaves = setting.deals.duties.deed_words().around(lemma, around(parsed, verb)) == LEAVING
    carried = lemma in CARRYING or setting.deals.sense(lemma) == LEAVING
    if token.pos != "VERB" or not (leaves or carried):
        return
    who = objects(parsed, verb) if carried and lemma not in OF_THEMSELVES else doers(parsed, verb)
    if not any(_are_people(setting, i) for i in who):
        return
    siege = siege_of(setting, sieges, verb, who)
    if siege is None or (
        carried and lemma not in OF_THEMSELVES and not is_passive(parsed, verb) and not leaves
    ):
        return  # "buses carrying people out of it" tells who sat in them, and of nobody who let them
    what = action(setting, verb)
    first = min(first_word(parsed, who), verb)
    if is_passive(parsed, verb):
        here = _sentence(setting, siege.at) == _sentence(setting, verb)
        # Whoever besieges them elsewhere in the report is not told as letting them out.
        what = what._replace(duty="allow" if here else "do")
        yield siege, Owed(siege.by if here else NOBODY, what, first, what.last, says=_says(parsed, verb))
    elif any(_is_private(setting, i) for i in who):
        yield siege, None
    else:
        moved = any(parsed.tokens[i].lemma.lower() in VEHICLES for i in who)
        leaving = NOBODY if moved else bearer(setting, who, term.parties)
        yield siege, Owed(leaving, what._replace(duty="do"), first, what.last, says=_says(parsed, verb))


def _says(parsed: Parsed, verb: int) -> Says | None:
    """Return what is told: "left" is met, "had not left" is not; of who waits or was to leave nothing is told yet."""
    token = parsed.tokens[verb]
    if negated(parsed, verb):
        return "not_met"
    over = (
        {parsed.tokens[i].lemma.lower() for i in parsed.ancestors(verb)}
        if token.dep in ("xcomp", "pcomp")
        else set()
    )
    if over & WAITING or modal(parsed, verb) or token.tag in ("VB", "VBP", "VBZ"):
        return None
    return "met" if token.tag in ("VBD", "VBN") or is_passive(parsed, verb) else None


def _is_private(setting: Setting, i: int) -> bool:
    """Return whether it is one person by name: "Ann left the village" tells that she did, no duty of hers."""
    return setting.parsed.tokens[i].pos == "PROPN"


def _are_people(setting: Setting, i: int) -> bool:
    lemma = setting.parsed.tokens[i].lemma.lower()
    actor = setting.cast.actor_at(i)
    # Somebody who is named and known for nothing else: "Ann left the village".
    named = setting.parsed.tokens[i].pos == "PROPN" and setting.cast.at(i) is None
    person = named or (actor is not None and setting.cast.actors[actor].kind == "person")
    return person or lemma in setting.deals.duties.evacuees or setting.deals.sense(lemma) == "rebel"


def siege_of(setting: Setting, sieges: Sequence[Siege], verb: int, who: Sequence[int]) -> Siege | None:
    """Return the siege that holds them: told in this sentence, of a place named in it, else the only one not laid by their own."""
    parsed = setting.parsed
    here = parsed.tokens[verb].sentence
    sentence = parsed.sentences[here]
    said = {t.text.lower() for t in parsed.tokens[sentence.first : sentence.last]}
    told = [one for one in sieges if parsed.tokens[one.at].sentence == here]
    if told:
        # "Left the A-besieged village in exchange for a way out of the B-besieged town": the nearest behind the verb.
        return min(told, key=lambda one: (one.at < verb, abs(one.at - verb)))
    named = [one for one in sieges if one.names & said]
    if len({one.side for one in named}) == 1:
        return named[0]
    sides = {_side(setting, j) for i in who for j in of_whom(parsed, i) or [i]}
    others = [one for one in (named or sieges) if one.side not in sides]
    return others[0] if "rebel" in sides and len({one.side for one in others}) == 1 else None


def find_sieges(setting: Setting) -> list[Siege]:
    """Return who besieges what, as the document tells it."""
    parsed, words = setting.parsed, setting.deals.duties.besieging
    found = []
    for i, token in enumerate(parsed.tokens):
        if token.lemma.lower() not in words and token.text.lower() not in words:
            continue
        # "His forces besieged it": of whom is not told here.
        heads = [
            h
            for h in _besiegers(parsed, i)
            if not any(parsed.tokens[p].tag == "PRP$" for p in parsed.children(h, "poss"))
        ]
        who = bearer(setting, heads, ()) if heads else NOBODY
        if who.words:
            found.append(Siege(who, _side(setting, heads[-1]), i, _besieged(setting, i)))
    return found


def _side(setting: Setting, head: int) -> str:
    """Return "rebel" of rebels under any of their names, "opposition groups" too; of anybody else whose side it is."""
    parsed = setting.parsed
    near = [i for i in parsed.children(head, "amod", "compound") if not _is_joined(parsed, i)]
    if "rebel" in {setting.deals.sense(parsed.tokens[i].lemma.lower()) for i in (head, *near)}:
        return (
            "rebel"
            if not any(_is_joined(parsed, i) for i in parsed.children(head, "amod", "compound"))
            else ""
        )
    actor = setting.cast.actor_at(head)
    return setting.cast.side(actor) if actor else setting.deals.sense(parsed.tokens[head].lemma.lower())


def _is_joined(parsed: Parsed, i: int) -> bool:
    """See "pro-government fighters", "anti-rebel forces": the word behind the hyphen is not whose they are."""
    return i > 1 and parsed.tokens[i - 1].text == "-" and parsed.tokens[i - 2].text.lower() in ("pro", "anti")


def fell_short(setting: Setting, term: Term) -> Iterator[Owed]:
    """Read "fewer guns were handed over than was agreed": whoever was to do more has done less than it owed."""
    parsed = setting.parsed
    for than, token in enumerate(parsed.tokens):
        verb = token.head
        if token.lemma.lower() not in setting.deals.duties.owing or token.dep != "advcl":
            continue
        marks = {parsed.tokens[i].text.lower() for i in parsed.children(than, "mark")}
        heads = [j for i in subjects(parsed, verb) for j in of_whom(parsed, i) or [i]]
        if "than" in marks and heads:
            what = action(setting, verb)
            first = first_word(parsed, subjects(parsed, verb))
            yield Owed(bearer(setting, heads, term.parties), what, first, than + 1, says="breached")


def _besiegers(parsed: Parsed, word: int) -> list[int]:
    """Return who besieges: "besieged by A", "A-besieged", "A besieges"."""
    by = [i for agent in parsed.children(word, "agent") for i in parsed.children(agent, "pobj")]
    if not by and word > 1 and parsed.tokens[word - 1].text == "-":
        return [word - 2]
    return by or (doers(parsed, word) if parsed.tokens[word].pos == "VERB" else [])


def _besieged(setting: Setting, word: int) -> frozenset[str]:
    """Return the words that name what is besieged, around the word of besieging."""
    parsed = setting.parsed
    sentence = parsed.sentences[parsed.tokens[word].sentence]
    near = range(max(sentence.first, word - NEAR), min(sentence.last, word + NEAR))
    away = {
        j
        for p in near
        if parsed.tokens[p].lemma.lower() in ELSEWHERE
        for j in range(p, min(p + 4, sentence.last))
    }
    return frozenset(
        parsed.tokens[i].text.lower()
        for i in near
        if parsed.tokens[i].pos == "PROPN"
        and parsed.tokens[i].text.isalpha()
        and i not in away
        and setting.cast.at(i) is None
    )
