"""Pages of other papers become articles: document.py says what a page is, reading.py reads one."""
