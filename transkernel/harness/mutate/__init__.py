"""Mutants: a kernel with one mistake in it, run against the original to see whether the cases would tell.

sites, roles, facts             where a program can be changed, and what its variables are for
operators                       the table of mistakes: values, places, control, numbers, parallel
equivalent                      which changes change nothing: folding, boundary, ranges
choose, wording, pick           which mutants are tried, how they are said, and their ports
forms, once, within             forms of a port that show what an ordinary run hides
trial, run, file                mutants of a kernel, case after case, form after form; of a file
result, cache                   what became of them, and what is kept of it
"""
