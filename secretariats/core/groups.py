"""How many people a figure must be of, so that it tells nothing about one of them."""

# Two know each other's part from what they have in common; three do not.
LEAST = 3
