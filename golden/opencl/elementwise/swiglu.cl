// swiglu.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// The gated unit of LLaMA's feed-forward layer: out = silu(gate) * up.
// gate and up are the halves of one [rows, 2 * width] matrix, as a fused projection leaves them.
// One block row (blockIdx.y) a matrix row.

#pragma OPENCL FP_CONTRACT OFF

float silu(float x) {
    // Approximate by intention: the exponential and the division are the fast ones.
    return x / (1.0f + exp(-x));
}

__kernel void swiglu(__global const float* restrict gate_and_up, __global float* restrict out, int width) {
    const int column = get_global_id(0);
    const int row = get_group_id(1);
    if (column >= width)
        return;

    __global const float* gate = gate_and_up + (ulong)row * 2 * width;
    __global const float* up = gate + width;
    out[(ulong)row * width + column] = silu(gate[column]) * up[column];
}
