"""An incident in the terminal: the sentence, who says what, the ranges, the two grades, persons' words, the quotes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from truceline.export.page import Documents, Quotes, bullets, lines, prose, section, table, title
from truceline.export.words import (
    cell,
    days_words,
    incident_sentence,
    listed,
    short_day,
    stance_words,
    toll_words,
    where_words,
    whose,
)
from truceline.model.bounds import bounds_words
from truceline.model.document import Span
from truceline.model.record import (
    Account,
    ClaimJudged,
    ClaimShown,
    HappenedGrade,
    Incident,
    Reason,
    Revised,
    Toll,
    WhoGrade,
)

# What was replaced is struck through where a terminal can, and told in words everywhere.
GONE = "gone"


def incident_list(incidents: Iterable[Incident]) -> RenderableType:
    """Return one line an incident: id, day, title (which has the place), killed, the two grades."""
    columns = ("Id", "Day", "Incident", "Killed", "Happened", "Who did it")
    return table(columns, map(_line, incidents), "No incident.")


def _line(incident: Incident) -> Sequence[str]:
    who = incident.grades.who
    blamed = f"{listed(who.actors)}: {who.grade}" if who.actors else who.grade
    killed = cell((toll for toll in incident.tolls if toll.part_of is None), "killed")
    happened = incident.grades.happened.grade
    return incident.id, days_words(incident.date), incident.title, killed, happened, blamed


def incident_page(
    incident: Incident,
    documents: Documents,
    titles: Mapping[str, str] | None = None,
    claims: Iterable[ClaimShown] = (),
) -> RenderableType:
    """Return all that the record holds of one incident.

    Args:
        incident: the incident.
        documents: those that it quotes.
        titles: those of the incidents that it is a part of and of its parts, by id.
        claims: its claims, to stand below the quotes that they were read from; none if they are not asked for.
    """
    quotes = Quotes(documents)
    scope = " · total over several" if incident.scope == "aggregate" else ""
    beside = " · ".join(
        (
            days_words(incident.date),
            where_words(incident.place),
            incident.kind.replace("_", " "),
            incident.modality,
        )
    )
    happened, who = incident.grades.happened, incident.grades.who
    parts: list[RenderableType] = [
        title(incident.title, f"{beside}{scope} · incident {incident.id}"),
        Text(),
        prose(incident_sentence(incident)),
        section("Who says what", _accounts(incident, quotes)),
        section("Figures", _tolls(incident.tolls, quotes)),
        section("Did it happen?", _grade(happened, happened.grade, quotes)),
        section("Who did it?", _grade(who, _blamed(who), quotes)),
        section("In dispute", _contested(incident)),
    ]
    parts += _persons(incident, titles or {}, quotes)
    for claim in claims:
        quotes.note(claim.evidence, _claim(claim))
    parts.append(section("Read from", quotes.render()))
    if incident.accounts and not incident.judged:
        hint = f"What was misread can be put right: truceline show claims {incident.id}, truceline correct"
        parts += [Text(), Text(hint, "quiet")]
    return Group(*parts)


def _persons(incident: Incident, titles: Mapping[str, str], quotes: Quotes) -> Iterator[RenderableType]:
    """Yield what persons said of the incident: of its claims, and of what it is a part."""
    if incident.judged:
        yield section("A person's word", bullets(_judged(one, quotes) for one in incident.judged))
    for name, ids in (("Part of", incident.part_of), ("Its parts", incident.parts)):
        if ids:
            yield section(name, lines(f"{id_}  {titles.get(id_, '')}".rstrip() for id_ in ids))


def _claim(claim: ClaimShown) -> Text:
    said = f" · {claim.verdict}" if claim.verdict else ""
    return Text(f"{claim.id}  {claim.of}: {claim.words} · {claim.holder}{said}", "quiet")


def _blamed(who: WhoGrade) -> str:
    return f"{who.grade}: {listed(who.actors)}" if who.actors else who.grade


def _grade(grade: HappenedGrade | WhoGrade, words: str, quotes: Quotes) -> RenderableType:
    reasons: list[RenderableType] = [_reason(reason, quotes) for reason in grade.reasons]
    reasons += [Text(f"would change it: {change}", "quiet") for change in grade.would_change]
    return Group(
        Text(words.capitalize() if words.islower() else words[:1].upper() + words[1:], "title"),
        bullets(reasons),
    )


def _reason(reason: Reason, quotes: Quotes) -> Text:
    cited = quotes.cite(reason.evidence)
    return Text(reason.text) + Text(f" [{cited}]" if cited else "", "evidence")


def _contested(incident: Incident) -> Text:
    if not incident.contested:
        return Text("Nothing: no two holders differ on it.", "quiet")
    return Text(", ".join(incident.contested), "dispute")


def _judged(one: ClaimJudged, quotes: Quotes) -> Text:
    """Return "killed: 28 killed, told by the army; corrected by Ann to 23 killed: a digit was misread [4]"."""
    struck = GONE if one.verdict in ("rejected", "corrected") else ""
    head = (
        Text(f"{one.of}: ")
        + Text(one.read, struck)
        + Text(f", told by {one.holder}; {one.verdict} by {one.by}")
    )
    instead = ", ".join(filter(None, (one.value, one.given and f"told by {one.given}")))
    tail = f"{f' to {instead}' if instead else ''}: {one.why}"
    return head + Text(tail) + Text(f" [{quotes.cite(one.evidence)}]", "evidence")


def _tolls(tolls: Sequence[Toll], quotes: Quotes) -> RenderableType:
    columns = ("Effect", "Of whom", "Range", "Conservative", "Best", "High", "Read at")
    return table(columns, (_toll(toll, quotes) for toll in tolls), "No figure is told.", close=True)


def _toll(toll: Toll, quotes: Quotes) -> Sequence[str | Text]:
    people = ", ".join(filter(None, (whose(toll), toll.side and f"side: {toll.side}"))) or "not told"
    chosen = ["–" if figure is None else str(figure) for figure in (toll.conservative, toll.best)]
    high = "open" if toll.high is None else str(toll.high)
    range_ = Text("\n").join([Text(toll_words(toll)), *map(_earlier, toll.revised)])
    return toll.effect, people, range_, *chosen, high, quotes.cite(toll.evidence)


def _accounts(incident: Incident, quotes: Quotes) -> RenderableType:
    """Return one block a holder, set apart by an empty line; each stance of the holder has a row in it."""
    columns = ("Holder", "Stance", "Figures", "Who did it", "Told")
    by_holder: dict[str, list[Account]] = {}
    for account in incident.accounts:
        by_holder.setdefault(account.holder_id, []).append(account)
    rows: list[Sequence[Text]] = []
    for accounts in by_holder.values():
        told = [_account(one, incident, quotes) for one in accounts]
        rows += [[Text()] * len(columns)] if rows else []
        rows += [[Text("\n").join(cell) for cell in cells] for cells in _named_once(told)]
    return table(columns, rows, "No account.", close=True)


def _named_once(accounts: Sequence[list[list[Text]]]) -> Iterator[list[list[Text]]]:
    """Yield the cells of one holder's accounts; the lines on the holder stand once, and again only where they differ."""
    named: list[Text] = []
    for holder, *cells in accounts:
        new = [line for line in holder if line not in named]
        named += new
        yield [new, *cells]


def _account(account: Account, incident: Incident, quotes: Quotes) -> list[list[Text]]:
    gone = {span for toll in incident.tolls for old in toll.revised for span in old.evidence}
    words = [one for one in incident.judged if one.claim in account.claims and one.verdict == "corrected"]
    side = f"for {account.side}" if account.side and account.side != account.holder else ""
    via = f"via {', '.join(account.via)}" if account.via else ""
    blamed = f"{listed(account.responsible)} ({account.certainty})" if account.responsible else "–"
    return [
        _lines(account.holder, side, via, "altered copy" if account.altered else ""),
        [
            *_lines(stance_words(account), *account.also),
            Text(f"[{quotes.cite(account.evidence)}]", "evidence"),
        ],
        [*_figures(account, gone), *_read(words, "toll")] or [Text("–")],
        [*_lines(blamed), *_read(words, "responsible")],
        _told(account),
    ]


def _lines(*words: str) -> list[Text]:
    return [Text(one) for one in words if one]


def _told(account: Account) -> list[Text]:
    """Return the day of the earliest report that has the account, and of the latest; how many have it, how many apart."""
    days = dict.fromkeys(short_day(day) for day in (account.first, account.latest) if day)
    count = len(account.documents)
    apart = f"{account.independent} indep." if account.independent != count else ""
    return _lines(*days, f"{count} report{'' if count == 1 else 's'}", apart)


def _figures(account: Account, gone: Collection[Span]) -> Iterator[Text]:
    """Yield each figure with its effect and whom it befell; below it those that it replaced, with the days they were told.

    `gone` is where figures stand that a later count of somebody else has overtaken.
    """
    for toll in account.tolls:
        if gone and all(span in gone for span in toll.evidence):
            yield Text(_figure(toll), GONE) + Text(" (overtaken)")
        else:
            yield Text(_figure(toll))
        yield from map(_earlier, toll.revised)


def _earlier(old: Revised) -> Text:
    """Return "earlier 19 (10 Mar 2019)", the number struck through."""
    day = f" ({short_day(old.told)})" if old.told else ""
    return Text("earlier ") + Text(bounds_words(old.low, old.high, old.exactness), GONE) + Text(day)


def _figure(toll: Toll) -> str:
    """Return "28 killed", "40 or more people wounded", "24 civilians killed, of “the dead”"."""
    said = toll.status_as_said or (toll.status if toll.status != "unknown" else "")
    words = " ".join(filter(None, (toll_words(toll), said, toll.effect)))
    return f"{words}, of “{toll.part_of}”" if toll.part_of and said else words


def _read(words: Iterable[ClaimJudged], what: str) -> Iterator[Text]:
    """Yield what was read where a person has another value."""
    for one in words:
        if one.value and (
            what == one.of or (what == "toll" and one.of not in ("responsible", "place", "date"))
        ):
            yield Text("read as ") + Text(one.read, GONE) + Text(f" ({one.by})")
