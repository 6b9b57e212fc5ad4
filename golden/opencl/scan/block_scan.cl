// block_scan.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Inclusive prefix sums within each block (Hillis and Steele), and the blocks' totals for a second launch.

#pragma OPENCL FP_CONTRACT OFF

__kernel void block_scan_256(__global const uint* restrict x, __global uint* restrict prefix,
                             __global uint* restrict totals, int n) {
    // Two rows, so that a step reads one and writes the other.
    __local uint sums[2][256];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int i = block * 256 + thread;
    int source = 0;

    sums[source][thread] = i < n ? x[i] : 0u;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int distance_ = 1; distance_ < 256; distance_ <<= 1) {
        const int target = 1 - source;
        uint sum = sums[source][thread];
        if (thread >= distance_)
            sum += sums[source][thread - distance_];
        sums[target][thread] = sum;
        barrier(CLK_LOCAL_MEM_FENCE);
        source = target;
    }

    if (i < n)
        prefix[i] = sums[source][thread];
    if (thread == 256 - 1)
        totals[block] = sums[source][thread];
}

__kernel void block_scan_128(__global const uint* restrict x, __global uint* restrict prefix,
                             __global uint* restrict totals, int n) {
    // Two rows, so that a step reads one and writes the other.
    __local uint sums[2][128];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int i = block * 128 + thread;
    int source = 0;

    sums[source][thread] = i < n ? x[i] : 0u;
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int distance_ = 1; distance_ < 128; distance_ <<= 1) {
        const int target = 1 - source;
        uint sum = sums[source][thread];
        if (thread >= distance_)
            sum += sums[source][thread - distance_];
        sums[target][thread] = sum;
        barrier(CLK_LOCAL_MEM_FENCE);
        source = target;
    }

    if (i < n)
        prefix[i] = sums[source][thread];
    if (thread == 128 - 1)
        totals[block] = sums[source][thread];
}

// The second launch: each block but the first adds what came before it. `offsets` are inclusive sums of the totals.
__kernel void add_block_offsets(__global uint* prefix, __global const uint* restrict offsets, int n) {
    const uint block = get_group_id(0);
    if (block == 0)
        return;
    const int i = get_global_id(0);
    if (i < n)
        prefix[i] += offsets[block - 1];
}
