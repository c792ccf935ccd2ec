"""Moving in from an old site: its addresses, line by line, lead to what is here now."""
