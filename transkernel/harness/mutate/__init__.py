"""Mutants: a kernel with one mistake in it, run against the original to see whether the cases would tell.

sites, roles, facts      where a program can be changed, and what its variables are for
operators                the table of mistakes: values, places, control, numbers, parallel
choose, wording          which mutants are tried, and how they are said
"""
