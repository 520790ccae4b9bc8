"""What is going on: the immutable session, the actions, and the one pure update."""
