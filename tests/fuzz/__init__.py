"""Fuzzing: random kernels beside their ports (run.py), and the front end on mutated files (front_end.py)."""
