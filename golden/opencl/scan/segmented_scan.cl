// segmented_scan.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Prefix sums that start anew wherever a flag is set. A block scans its own stretch of the input.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    int sum;
    int starts;
} Segment;

uint thread_in_block(void) {
    return (get_local_id(2) * get_local_size(1) + get_local_id(1)) * get_local_size(0) + get_local_id(0);
}

uint lane_of_thread(void) {
    return thread_in_block() % 32;
}

uint threads_of_block(void) {
    return get_local_size(0) * get_local_size(1) * get_local_size(2);
}

// What another lane of the warp holds; the own value where there is no such lane. All threads of the block must call.
int value_of_lane_int(__local uint* exchange, int value, uint lane) {
    __local int* slots = (__local int*)exchange;
    const uint thread = thread_in_block();
    const uint source = thread / 32 * 32 + lane;
    slots[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    const int result = slots[source < threads_of_block() ? source : thread];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

int shuffle_up_int(__local uint* exchange, int value, uint delta, uint width) {
    const uint lane = lane_of_thread();
    const uint source = lane % width >= delta % 32 ? lane - delta % 32 : lane;
    return value_of_lane_int(exchange, value, source);
}

Segment join(Segment left, Segment right) {
    return (Segment){right.starts ? right.sum : left.sum + right.sum, left.starts | right.starts};
}

Segment scan_warp(Segment own, __local uint* exchange) {
    const int lane = get_local_id(0) & 31;
    #pragma unroll
    for (int distance_ = 1; distance_ < 32; distance_ <<= 1) {
        Segment left;
        left.sum = shuffle_up_int(exchange, own.sum, distance_, 32);
        left.starts = shuffle_up_int(exchange, own.starts, distance_, 32);
        if (lane >= distance_)
            own = join(left, own);
    }
    return own;
}

__kernel void segmented_scan_4(__global const int* restrict x, __global const uchar* restrict flags,
                               __global int* restrict sums, int n, __local uint* exchange) {
    __local int warp_sums[4];
    __local int warp_starts[4];
    const uint thread = get_local_id(0);
    const int i = get_group_id(0) * (4 * 32) + thread;
    const int warp = thread >> 5;

    Segment own = {0, 0};
    if (i < n) {
        own.sum = x[i];
        own.starts = flags[i] != 0;
    }
    own = scan_warp(own, exchange);
    if ((thread & 31) == 31) {
        warp_sums[warp] = own.sum;
        warp_starts[warp] = own.starts;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    Segment before = {0, 0};
    for (int other = 0; other < warp; other++)
        before = join(before, (Segment){warp_sums[other], warp_starts[other]});
    if (i < n)
        sums[i] = join(before, own).sum;
}

__kernel void segmented_scan_8(__global const int* restrict x, __global const uchar* restrict flags,
                               __global int* restrict sums, int n, __local uint* exchange) {
    __local int warp_sums[8];
    __local int warp_starts[8];
    const uint thread = get_local_id(0);
    const int i = get_group_id(0) * (8 * 32) + thread;
    const int warp = thread >> 5;

    Segment own = {0, 0};
    if (i < n) {
        own.sum = x[i];
        own.starts = flags[i] != 0;
    }
    own = scan_warp(own, exchange);
    if ((thread & 31) == 31) {
        warp_sums[warp] = own.sum;
        warp_starts[warp] = own.starts;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    Segment before = {0, 0};
    for (int other = 0; other < warp; other++)
        before = join(before, (Segment){warp_sums[other], warp_starts[other]});
    if (i < n)
        sums[i] = join(before, own).sum;
}

__kernel void segmented_scan_2(__global const int* restrict x, __global const uchar* restrict flags,
                               __global int* restrict sums, int n, __local uint* exchange) {
    __local int warp_sums[2];
    __local int warp_starts[2];
    const uint thread = get_local_id(0);
    const int i = get_group_id(0) * (2 * 32) + thread;
    const int warp = thread >> 5;

    Segment own = {0, 0};
    if (i < n) {
        own.sum = x[i];
        own.starts = flags[i] != 0;
    }
    own = scan_warp(own, exchange);
    if ((thread & 31) == 31) {
        warp_sums[warp] = own.sum;
        warp_starts[warp] = own.starts;
    }
    barrier(CLK_LOCAL_MEM_FENCE);

    Segment before = {0, 0};
    for (int other = 0; other < warp; other++)
        before = join(before, (Segment){warp_sums[other], warp_starts[other]});
    if (i < n)
        sums[i] = join(before, own).sum;
}
