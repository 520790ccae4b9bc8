"""What the program promises of its speed, measured beside its peers in one run: `make bench`."""
