"""Pages: the body of web pages, as pages and flattened to lines of text, and what they tell of themselves."""
