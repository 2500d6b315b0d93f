"""How statements become files."""
