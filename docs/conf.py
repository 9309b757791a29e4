"""How Sphinx builds the documentation: `make docs` writes it to out/docs.

The source folder is the whole repository, so that README, examples and data cards are pages too and links between them
hold in a clone and in the built pages alike. Nothing in the pages is fetched from anywhere.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent

project = "Truceline"
author = "The Truceline project"
version = release = re.search(
    r'^__version__ = "([^"]+)"', (ROOT / "src/truceline/__init__.py").read_text("utf-8"), re.MULTILINE
)[1]
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md", "examples/*.md", "benchmarks/*/*.md"]
exclude_patterns = [".*", "out", "dist", "src", "tests", "node_modules"]
html_extra_path = ["start"]

# Links to headings, as they are made of their words in a clone.
myst_heading_anchors = 3
# Types are those of the signatures in the code; a signature with all of them is too wide to read.
autodoc_typehints = "none"
# Single backticks in docstrings mean code.
default_role = "code"
# Docstrings name our errors by their bare names, which Sphinx cannot find in another module.
nitpick_ignore_regex = [("py:exc", r"\w+")]

html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["wide.css"]
html_title = f"Truceline {version}"
