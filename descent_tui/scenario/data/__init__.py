"""What a network is trained on: data written in a scenario, drawn by a generator, or read from a file beside it."""
