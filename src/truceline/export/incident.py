"""An incident in the terminal: the sentence, the two grades, what is in dispute, who says what, the quotes."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from truceline.export.page import Documents, Quotes, bullets, prose, section, table, title
from truceline.export.words import (
    cell,
    days_words,
    effects_told,
    incident_sentence,
    listed,
    stance_words,
    toll_words,
    where_words,
    whose,
)
from truceline.model.record import Account, HappenedGrade, Incident, Reason, Toll, WhoGrade


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


def incident_page(incident: Incident, documents: Documents) -> RenderableType:
    """Return all that the record holds of one incident; `documents` are those it quotes."""
    quotes = Quotes(documents)
    beside = " · ".join(
        (
            days_words(incident.date),
            where_words(incident.place),
            incident.kind.replace("_", " "),
            incident.modality,
        )
    )
    scope = " · total over several" if incident.scope == "aggregate" else ""
    parts: list[RenderableType] = [
        title(incident.title, f"{beside}{scope} · incident {incident.id}"),
        Text(),
        prose(incident_sentence(incident)),
        section("Did it happen?", _grade(incident.grades.happened, incident.grades.happened.grade, quotes)),
        section("Who did it?", _grade(incident.grades.who, _blamed(incident.grades.who), quotes)),
        section("In dispute", _contested(incident)),
        section("Tolls", _tolls(incident.tolls, quotes)),
        section("Who says what", _accounts(incident.accounts, quotes)),
    ]
    if incident.part_of:
        parts.append(section("Part of", Text(" ".join(incident.part_of))))
    parts.append(section("Read from", quotes.render()))
    return Group(*parts)


def _blamed(who: WhoGrade) -> str:
    return f"{who.grade}: {listed(who.actors)}" if who.actors else who.grade


def _grade(grade: HappenedGrade | WhoGrade, words: str, quotes: Quotes) -> RenderableType:
    lines: list[RenderableType] = [_reason(reason, quotes) for reason in grade.reasons]
    lines += [Text(f"would change it: {change}", "quiet") for change in grade.would_change]
    return Group(
        Text(words.capitalize() if words.islower() else words[:1].upper() + words[1:], "title"),
        bullets(lines),
    )


def _reason(reason: Reason, quotes: Quotes) -> Text:
    cited = quotes.cite(reason.evidence)
    return Text(reason.text) + Text(f" [{cited}]" if cited else "", "evidence")


def _contested(incident: Incident) -> Text:
    if not incident.contested:
        return Text("Nothing: no two holders differ on it.", "quiet")
    return Text(", ".join(incident.contested), "dispute")


def _tolls(tolls: Sequence[Toll], quotes: Quotes) -> RenderableType:
    columns = ("Effect", "Of whom", "Range", "Conservative", "Best", "Read at")
    return table(columns, (_toll(toll, quotes) for toll in tolls), "No figure is told.")


def _toll(toll: Toll, quotes: Quotes) -> Sequence[str]:
    people = ", ".join(filter(None, (whose(toll), toll.side and f"side: {toll.side}"))) or "not told"
    chosen = ["–" if figure is None else str(figure) for figure in (toll.conservative, toll.best)]
    return toll.effect, people, toll_words(toll), *chosen, quotes.cite(toll.evidence)


def _accounts(accounts: Sequence[Account], quotes: Quotes) -> RenderableType:
    effects = effects_told(accounts)
    columns = (
        "Holder",
        "Stance",
        *(effect.capitalize() for effect in effects),
        "Who did it",
        "Also",
        "Rests on",
        "Read at",
    )
    return table(columns, (_account(account, effects, quotes) for account in accounts), "No account.")


def _account(account: Account, effects: Sequence[str], quotes: Quotes) -> Sequence[str]:
    side = f"\nfor {account.side}" if account.side and account.side != account.holder else ""
    via = f"\nvia {', '.join(account.via)}" if account.via else ""
    certainty = f" ({account.certainty})" if account.certainty and account.responsible else ""
    return (
        f"{account.holder}{side}{via}",
        stance_words(account),
        *(cell(account.tolls, effect) for effect in effects),
        f"{listed(account.responsible)}{certainty}" or "–",
        "; ".join(account.also) or "–",
        _rests_on(account),
        quotes.cite(account.evidence),
    )


def _rests_on(account: Account) -> str:
    """Return how many documents it rests on and how many of those are no copies, marking altered words."""
    count = len(account.documents)
    words = f"{count} document{'' if count == 1 else 's'}"
    if account.independent != count:
        words += f", {account.independent} independent"
    return words + ("; altered copy" if account.altered else "")
