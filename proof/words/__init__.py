"""Core's word functions, as they are compiled, under a solver: see docs/proof.md."""
