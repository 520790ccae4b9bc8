"""Session and size to cells. Knows no terminal library."""
