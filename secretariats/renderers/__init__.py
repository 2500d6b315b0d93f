"""How documents of all apps become files."""
