"""How readers hide words, and how a text is read in spite of it."""
