"""How dates are written on pages: as in documents of the United Nations, day before month."""
