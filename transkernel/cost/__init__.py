"""What machine code for NVIDIA's GPUs says of its cost, without running it: text of a disassembler in, figures out.

Stands on the ground, as run/ does: it knows texts and numbers, and nothing of where they come from.
"""
