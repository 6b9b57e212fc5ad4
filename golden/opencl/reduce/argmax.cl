// argmax.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// The largest element of each row and where it is; of equal elements the first one. One block a row.

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    float value;
    int index;
} Candidate;

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
float value_of_lane_float(__local uint* exchange, float value, uint lane) {
    __local float* slots = (__local float*)exchange;
    const uint thread = thread_in_block();
    const uint source = thread / 32 * 32 + lane;
    slots[thread] = value;
    barrier(CLK_LOCAL_MEM_FENCE);
    const float result = slots[source < threads_of_block() ? source : thread];
    barrier(CLK_LOCAL_MEM_FENCE);
    return result;
}

float shuffle_xor_float(__local uint* exchange, float value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_float(exchange, value, source);
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

int shuffle_xor_int(__local uint* exchange, int value, uint lane_mask, uint width) {
    const uint lane = lane_of_thread();
    const uint other = lane ^ (lane_mask % 32);
    const uint source = other < (lane & ~(width - 1)) + width ? other : lane;
    return value_of_lane_int(exchange, value, source);
}

bool better(Candidate a, Candidate b) {
    return a.value > b.value || (a.value == b.value && a.index < b.index);
}

void keep_better(Candidate* best, const Candidate* other) {
    if (better(*other, *best))
        *best = *other;
}

Candidate warp_best(Candidate best, __local uint* exchange) {
    for (int distance_ = 32 / 2; distance_ > 0; distance_ /= 2) {
        Candidate other;
        other.value = shuffle_xor_float(exchange, best.value, distance_, 32);
        other.index = shuffle_xor_int(exchange, best.index, distance_, 32);
        keep_better(&best, &other);
    }
    return best;
}

__kernel void argmax_rows(__global const float* restrict x, __global float* restrict largest,
                          __global int* restrict where, int columns, __local uint* exchange) {
    __local Candidate warp_candidates[32];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int lane = thread & 31;
    const int warp = thread >> 5;
    __global const float* row = &x[block * columns];

    Candidate best = {-3.4028235e+38f, columns};
    for (int i = thread; i < columns; i += get_local_size(0)) {
        Candidate argument = {row[i], i};
        keep_better(&best, &argument);
    }

    best = warp_best(best, exchange);
    if (lane == 0)
        warp_candidates[warp] = best;
    barrier(CLK_LOCAL_MEM_FENCE);

    bool inside = warp == 0;
    const int warps = get_local_size(0) / 32;
    Candidate best_2 = {0};
    if (inside) {
        best = lane < warps ? warp_candidates[lane] : (Candidate){-3.4028235e+38f, columns};
        best_2 = best;
    }
    for (int distance_ = 32 / 2; distance_ > 0; distance_ /= 2) {
        Candidate other;
        float other_2 = shuffle_xor_float(exchange, best_2.value, distance_, 32);
        if (inside)
            other.value = other_2;
        int other_3 = shuffle_xor_int(exchange, best_2.index, distance_, 32);
        if (inside) {
            other.index = other_3;
            keep_better(&best_2, &other);
        }
    }
    if (inside) {
        best = best_2;
        if (lane == 0) {
            largest[block] = best.value;
            where[block] = best.index;
        }
    }
}
