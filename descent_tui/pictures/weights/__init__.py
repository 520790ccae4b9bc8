"""All variables at once: sheets of partials as heat maps, their histogram, the largest, and the one that is chosen."""
