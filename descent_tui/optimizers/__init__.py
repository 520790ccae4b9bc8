"""Update rules, one per file, and the one table that names them."""
