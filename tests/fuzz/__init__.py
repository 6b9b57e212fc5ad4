"""Random kernels: made, printed as CUDA, run beside their ports, and shrunk where the two differ."""
