"""The parts of the page: its template, style and script."""
