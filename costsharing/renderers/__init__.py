"""How statements, and inputs, become files."""
