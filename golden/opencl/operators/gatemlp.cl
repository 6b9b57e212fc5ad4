// gatemlp.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// The gated half of a transformer's feed-forward layer: out = silu(x * gate) * (x * up), with x [tokens, model],
// gate and up [model, hidden], out [tokens, hidden].

#pragma OPENCL FP_CONTRACT OFF

#define TILE 16

// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

// The nearest number that a half can hold.
float round_half(float value) {
    return half_to_float(float_to_half(value));
}

// -value. Behind a barrier Intel's compiler for processors loses a sign that was flipped.
float negated_float(float value) {
    return fma(value, -1.0f, -0.0f);
}

float silu(float value) {
    return value / (1.0f + exp(-value));
}

__kernel void gatemlp_naive(__global const float* restrict x, __global const float* restrict gate,
                            __global const float* restrict up, __global float* restrict out, int tokens, int model,
                            int hidden) {
    const int column = get_global_id(0);
    const int token = get_global_id(1);
    if (token < tokens && column < hidden) {
        float gated = 0.0f;
        float plain = 0.0f;
        for (int k = 0; k < model; k++) {
            const float value = x[token * model + k];
            gated += value * *(gate + k * hidden + column);
            plain += value * *(up + k * hidden + column);
        }
        out[token * hidden + column] = silu(gated) * plain;
    }
}

float silu_2(float value) {
    return value / (1.0f + exp(negated_float(value)));
}

// Both products share the tile of x, and nothing between them and the result touches global memory.
__kernel void gatemlp_tiled(__global const half* restrict x, __global const half* restrict gate,
                            __global const half* restrict up, __global half* restrict out, int tokens, int model,
                            int hidden) {
    __local ushort x_tile[TILE][TILE];
    __local ushort gate_tile[TILE][TILE];
    __local ushort up_tile[TILE][TILE];
    const float zero = 0.0f;
    const int tx = get_local_id(0);
    const int ty = get_local_id(1);
    const int token = get_group_id(1) * TILE + ty;
    const int column = get_group_id(0) * TILE + tx;

    float gated = 0.0f;
    float plain = 0.0f;
    for (int start = 0; start < model; start += TILE) {
        const bool x_inside = token < tokens && start + tx < model;
        const bool weight_inside = start + ty < model && column < hidden;
        const int weight_place = (start + ty) * hidden + column;
        x_tile[ty][tx] = float_to_half(x_inside ? vload_half(token * model + start + tx, x) : zero);
        gate_tile[ty][tx] = float_to_half(weight_inside ? vload_half(weight_place, gate) : zero);
        up_tile[ty][tx] = float_to_half(weight_inside ? vload_half(weight_place, up) : zero);
        barrier(CLK_LOCAL_MEM_FENCE);
        for (int k = 0; k < TILE; k++) {
            const float value = half_to_float(x_tile[ty][k]);
            gated += value * half_to_float(gate_tile[k][tx]);
            plain += value * half_to_float(up_tile[k][tx]);
        }
        barrier(CLK_LOCAL_MEM_FENCE);
    }
    if (token < tokens && column < hidden)
        vstore_half_rte(silu_2(gated) * plain, token * hidden + column, out);
}
