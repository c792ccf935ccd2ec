"""The versions of an article at the desk: listed, compared, read as of a day, gone back to."""
