"""What a third party needs to recompute a run without any program of ours."""
