"""Kernels that stay loaded and memory that stays on the device, for programs that launch them again and again.

The other runners run a launch once, guarded, in a child process. These trust the kernel, as CUDA does.
"""
