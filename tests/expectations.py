"""What examples/expected.yaml asks of the record of the examples: each key, and what answers it.

A key that stands in the file and that nothing here answers is an error (`KeyError`) when the tests are collected.
"""

from functools import cache, partial

import yaml

from tests.demo import EXAMPLES, by_name, demo_record
from truceline.store import read

EXPECTED = yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8"))
# What tells of which thing a row speaks, and asks nothing by itself.
NAMING = frozenset(("what", "place", "kind", "scope", "name", "accounts", "obligations", "parts"))


@cache
def shown(noun):
    """Return everything of one noun ("incidents") that the record shows."""
    with demo_record() as record:
        return tuple(getattr(read, noun)(record))


def incident_of(row):
    """Return the incidents that the row may mean, the one that most documents tell of first."""
    found = [
        one for one in shown("incidents")
        if one.place and one.place.name == row["place"] and one.scope == row.get("scope", "single")
        and row.get("kind", one.kind) == one.kind and near(row, one)
    ]  # fmt: skip
    return sorted(found, key=lambda one: -len(one.documents))


def near(row, one):
    """One place may be hit twice: another year, or another week, is another incident."""
    first = one.date.first if one.date else None
    return "date" not in row or first is None or abs((first - row["date"]).days) <= 4


def agreement_of(row):
    found = [one for one in shown("agreements") if row["name"] in one.names]
    return sorted(found, key=lambda one: -len(one.documents))


def ranges(one, effect, *, part=False):
    """Return the ranges of an effect that are wholes, or parts of a whole."""
    return [
        [toll.low, toll.high]
        for toll in one.tolls
        if toll.effect == effect and (toll.part_of is not None) == part
    ]


def counts(one, effect, number):
    """Return whether some whole of this effect reaches to the number at either end."""
    return any(number in pair for pair in ranges(one, effect))


def part_fits(one, wanted):
    return any(
        toll.effect == "killed" and toll.part_of is not None and wanted["words"] in toll.status_as_said
        and toll.low == toll.high == wanted["killed"]
        for toll in one.tolls
    )  # fmt: skip


INCIDENT = {
    "one": lambda row, found: len(found) == 1,
    "date": lambda row, found: found[0].date is not None and found[0].date.first == row["date"],
    "documents": lambda row, found: len(found[0].documents) >= row["documents"],
    "killed": lambda row, found: row["killed"] in ranges(found[0], "killed"),
    "wounded": lambda row, found: row["wounded"] in ranges(found[0], "wounded"),
    "detained": lambda row, found: row["detained"] in ranges(found[0], "detained"),
    "modality": lambda row, found: found[0].modality == row["modality"],
    "happened": lambda row, found: found[0].grades.happened.grade == row["happened"],
    "who": lambda row, found: found[0].grades.who.grade == row["who"],
    "responsible": lambda row, found: list(found[0].grades.who.actors) == row["responsible"],
    "contested": lambda row, found: set(found[0].contested) == set(row["contested"]),
}
ACCOUNT = {
    "holder": lambda account, wanted: account.holder in wanted,
    "stance": lambda account, wanted: account.stance == wanted,
    "object": lambda account, wanted: account.object == wanted,
    "via": lambda account, wanted: list(account.via) == wanted,
    "responsible": lambda account, wanted: list(account.responsible) == wanted,
    "killed": lambda account, wanted: counts(account, "killed", wanted),
    "detained": lambda account, wanted: counts(account, "detained", wanted),
}
AGREEMENT = {
    "one": lambda row, found: len(found) == 1,
    "documents": lambda row, found: len(found[0].documents) >= row["documents"],
    "kind": lambda row, found: found[0].kind == row["kind"],
    "announced": lambda row, found: found[0].announced and found[0].announced.first == row["announced"],
    "parties": lambda row, found: set(found[0].parties) == set(row["parties"]),
    "brokers": lambda row, found: bool(set(found[0].brokers) & set(row["brokers"])),
    "excluded": lambda row, found: list(found[0].excluded) == row["excluded"],
    "states": lambda row, found: set(row["states"]) <= {status.state for status in found[0].status},
}
OBLIGATION = {
    "words": lambda duty, wanted: wanted in duty.action + " ".join(span.quote for span in duty.evidence),
    "duty": lambda duty, wanted: duty.duty == wanted,
    "order": lambda duty, wanted: duty.order == wanted,
    "bearer": lambda duty, wanted: list(duty.bearer) == wanted,
    "says": lambda duty, wanted: set(wanted) == {said.says for said in duty.said_of_performance},
}
MEASURE = {
    key: partial(lambda field, one, wanted: getattr(one, field) == wanted, key)
    for key in ("actor", "target", "what", "rung")
}
DOCUMENT = {
    "title": lambda doc, wanted: doc.title == wanted,
    "outlet": lambda doc, wanted: doc.outlet == wanted,
    "published": lambda doc, wanted: (doc.published.first if doc.published else None) == wanted,
    "wire": lambda doc, wanted: doc.wire == wanted,
    "altered": lambda doc, wanted: doc.altered is wanted,
    "rtl": lambda doc, wanted: all(words in doc.text for words in wanted),
}
# What is not told of a document must not be found in it.
UNTOLD = {"outlet": None, "published": None, "wire": None, "altered": False}
# What must not be there: what would be wrong about it.
NEVER_ACCOUNT = {
    "place": lambda one, account, wanted: one.place is not None and one.place.name == wanted,
    "holder": lambda one, account, wanted: account.holder == wanted and not account.via,
    "side": lambda one, account, wanted: account.side == wanted,
    "stance": lambda one, account, wanted: account.stance in wanted,
    "responsible": lambda one, account, wanted: (
        wanted in account.responsible and account.certainty != "denied"
    ),
    "killed": lambda one, account, wanted: counts(account, "killed", wanted),
}
NEVER_INCIDENT = {
    "place": lambda one, wanted: one.place is not None and one.place.name == wanted,
    "kind": lambda one, wanted: one.kind == wanted,
    "scope": lambda one, wanted: one.scope == wanted,
    "since": lambda one, wanted: one.date is None or one.date.first is None or one.date.first >= wanted,
    "killed": lambda one, wanted: counts(one, "killed", wanted),
}
NEVER_AGREEMENT = {
    "name": lambda one, wanted: wanted in one.names,
    "broker": lambda one, wanted: wanted in one.brokers,
    "party": lambda one, wanted: wanted in one.parties,
}


def fits(answers, wanted, *of):
    """Return whether the thing answers every key that is wanted of it."""
    return all(answers[key](*of, value) for key, value in wanted.items())


def expectations():
    """Yield each thing expected: its name, and what says whether it holds."""
    for name, rows in EXPECTED.items():
        if name != "not_yet":
            for row in rows:
                yield from SECTIONS[name](row)


def of_incident(row):
    for key in ("one", *(key for key in row if key not in NAMING)):
        yield f"{row['what']}: {key}", partial(holds, incident_of, row, partial(INCIDENT[key], row))
    for wanted in row.get("parts", []):
        ask = partial(lambda wanted, found: part_fits(found[0], wanted), wanted)
        yield (
            f"{row['what']}: of them {wanted['killed']} {wanted['words']}",
            partial(holds, incident_of, row, ask),
        )
    for wanted in row.get("accounts", []):
        through = f" through {wanted['via'][0]}" if "via" in wanted else ""
        count = f" {wanted['killed']}" if "killed" in wanted else ""
        name = f"{row['what']}: {wanted['holder'][0]}{through} {wanted['stance']}{count}"
        yield name, partial(holds, incident_of, row, partial(any_of, "accounts", ACCOUNT, wanted))


def of_agreement(row):
    for key in ("one", "kind", *(key for key in row if key not in NAMING)):
        yield f"{row['what']}: {key}", partial(holds, agreement_of, row, partial(AGREEMENT[key], row))
    for wanted in row["obligations"]:
        name = f"{row['what']}: {wanted['words']}"
        yield name, partial(holds, agreement_of, row, partial(any_of, "obligations", OBLIGATION, wanted))


def holds(find, row, ask):
    found = find(row)
    return bool(found) and bool(ask(found))


def any_of(field, answers, wanted, found):
    checked(answers, wanted)
    return any(fits(answers, wanted, one) for one in getattr(found[0], field))


def checked(answers, wanted):
    """Raise for a key that nothing answers, also where there is nothing to ask."""
    for key in wanted:
        answers[key]


def of_measure(row):
    checked(MEASURE, row)
    name = f"{row['actor']}: {row['what']} {row['rung']}"
    yield name, lambda: any(fits(MEASURE, row, one) for one in shown("measures"))


def of_copy(row):
    def ask():
        ids = by_name()
        told = {frozenset((one.doc, one.of)): one.kind for one in shown("copies")}
        return told.get(frozenset((ids[row["copy"]], ids[row["of"]]))) in row["kinds"]

    yield f"{row['copy']} of {row['of']}", ask


def of_document(row):
    wanted = UNTOLD | {key: value for key, value in row.items() if key != "file"}
    checked(DOCUMENT, wanted)
    for key, value in wanted.items():
        yield f"{row['file']}: {key}", partial(lambda k, v: DOCUMENT[k](document(row["file"]), v), key, value)


def document(name):
    with demo_record() as record:
        return read.document(record, by_name()[name])


def of_person(row):
    """A victim or witness is named in the report and belongs to nobody's side; who speaks for a side has one."""

    def ask():
        said = row["name"] in document(row["file"]).text
        sides = [
            one for one in shown("actors") if one.name == row["name"] and (one.part_of or one.speaks_for)
        ]
        return said and bool(sides) is not row["private"]

    yield f"{row['name']}: private {str(row['private']).lower()}", ask


def of_never(row):
    [(noun, wanted)] = [(noun, wanted) for noun, wanted in row.items() if noun != "why"]
    answers = {"account": NEVER_ACCOUNT, "incident": NEVER_INCIDENT, "agreement": NEVER_AGREEMENT}[noun]
    checked(answers, wanted)

    def things():
        if noun == "account":
            return [(one, account) for one in shown("incidents") for account in one.accounts]
        return [(one,) for one in shown(f"{noun}s")]

    yield f"never: {row['why']}", lambda: not any(fits(answers, wanted, *one) for one in things())


SECTIONS = {
    "incidents": of_incident,
    "agreements": of_agreement,
    "measures": of_measure,
    "copies": of_copy,
    "documents": of_document,
    "people": of_person,
    "never": of_never,
}
