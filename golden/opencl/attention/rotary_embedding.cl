// rotary_embedding.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Rotary position embedding, in place (Su et al., arXiv:2104.09864): each pair of neighbouring channels turns by an
// angle that grows with the position and falls with the channel. x is [positions, heads, pairs] of float2.
// The grid is (positions, heads); the threads of a block share the pairs.

#pragma OPENCL FP_CONTRACT OFF

float2 rotated(float2 value, float angle) {
    float sine;
    float cosine;
    sine = sin(angle);
    cosine = cos(angle);
    return (float2)(value.x * cosine - value.y * sine, value.x * sine + value.y * cosine);
}

__kernel void rotary_embedding(__global float2* x, __global const int* restrict positions, int pairs, float base) {
    const uint block_x = get_group_id(0);
    __global float2* head = x + (block_x * (uint)get_num_groups(1) + (uint)get_group_id(1)) * pairs;
    const float position = (float)positions[block_x];

    for (int pair = get_local_id(0); pair < pairs; pair += get_local_size(0)) {
        const float frequency = pow(base, -(float)pair / pairs);
        head[pair] = rotated(head[pair], position * frequency);
    }
}
