"""A scenario: a landscape told in a TOML file."""
