"""Run: `python -m benchmarks.pages --data ../shared/data [--predictions FILE] [--json]`."""

import sys
from collections.abc import Sequence

from benchmarks.harness import arguments, show, write_lines
from benchmarks.pages.gold import metadata_folder, pages_folder, read_news, read_pages
from benchmarks.pages.predict import read_body, read_told, rows
from benchmarks.pages.score import score_bodies, score_metadata
from truceline.model.document import Media

WAYS: dict[str, Media] = {"html": "html", "flattened": "text"}


def main(argv: Sequence[str] | None = None) -> int:
    """Read every page both ways and the news pages, and print the scores."""
    parser = arguments("pages", "The body of web pages, and what they tell of themselves.", "data")
    options = parser.parse_args(argv)
    try:
        pages = list(read_pages(pages_folder(options.data)))
    except FileNotFoundError as error:
        print(f"{error}: nothing was measured", file=sys.stderr)
        return 0
    folder = metadata_folder(options.data)
    bodies = {way: [(page, read_body(page, media)) for page in pages] for way, media in WAYS.items()}
    told = [(news, read_told(news)) for news in read_news(folder)] if folder else []
    if options.predictions:
        write_lines(options.predictions, rows(bodies, told))
    scores: dict[str, object] = {
        way: score_bodies((page.body, body) for page, body in pairs) for way, pairs in bodies.items()
    }
    if told:
        scores["metadata"] = score_metadata(told)
    else:
        print(f"no news pages beside {options.data}: no metadata was measured", file=sys.stderr)
    show(scores | {"read": {"pages": len(pages), "news": len(told)}}, as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
