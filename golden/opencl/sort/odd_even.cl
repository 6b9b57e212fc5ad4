// odd_even.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Odd-even transposition sort of one stretch a block, in place, until a whole round changes nothing.
// A block of B threads sorts up to 2 * B elements, held in dynamic shared memory.

#pragma OPENCL FP_CONTRACT OFF

uint thread_in_block(void) {
    return (get_local_id(2) * get_local_size(1) + get_local_id(1)) * get_local_size(0) + get_local_id(0);
}

// A barrier that counts votes. All threads of the block must call.
int block_or(__local uint* exchange, bool predicate) {
    __local uint* count = (__local uint*)exchange;
    if (thread_in_block() == 0)
        *count = 0;
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    if (predicate)
        atomic_inc(count);
    barrier(CLK_LOCAL_MEM_FENCE);
    const uint votes = *count;
    barrier(CLK_LOCAL_MEM_FENCE);
    return votes != 0;
}

bool order_pair(__local int* values, int left, int count) {
    const int right = left + 1;
    if (right >= count || values[left] <= values[right])
        return false;
    const int kept = values[left];
    values[left] = values[right];
    values[right] = kept;
    return true;
}

__kernel void odd_even_sort(__global int* x, __global int* restrict rounds, int n, __local int* values,
                            __local uint* exchange) {
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    const int capacity = 2 * get_local_size(0);
    const int start = block * capacity;
    if (start >= n)
        return;  // a block without elements leaves as a whole
    const int count = n - start < capacity ? n - start : capacity;

    for (int i = thread; i < count; i += get_local_size(0))
        values[i] = x[start + i];
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);

    int round_ = 0;
    bool changed;
    do {
        changed = order_pair(values, 2 * thread, count);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        changed = changed | order_pair(values, 2 * thread + 1, count);
        round_++;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    } while (block_or(exchange, changed));

    for (int i = thread; i < count; i += get_local_size(0))
        x[start + i] = values[i];
    if (thread == 0)
        rounds[block] = round_;
}
