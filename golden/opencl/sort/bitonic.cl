// bitonic.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Bitonic sort of each row in shared memory. A row holds at most N elements, N is a power of two, and N / 2 threads
// each own a pair. Rows that are shorter are padded with the value that sorts last.

#pragma OPENCL FP_CONTRACT OFF
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

void swap_values_float(__local float* a, __local float* b) {
    float kept = *a;
    *a = *b;
    *b = kept;
}

__kernel void bitonic_sort_float_256_true(__global const float* restrict x, __global float* restrict sorted,
                                          int length_, float sorts_last) {
    __local float values[256];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    for (int i = thread; i < 256; i += get_local_size(0))
        values[i] = i < length_ ? x[block * length_ + i] : sorts_last;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int run = 2; run <= 256; run <<= 1) {
        for (int distance_ = run >> 1; distance_ > 0; distance_ >>= 1) {
            // The lower index of this thread's pair: a zero is inserted at the distance's bit.
            const int low = 2 * thread - (thread & (distance_ - 1));
            const int high = low + distance_;
            const bool upwards = ((low & run) == 0) == 1;
            if ((values[low] > values[high]) == upwards)
                swap_values_float(&values[low], &values[high]);
            barrier(CLK_LOCAL_MEM_FENCE);
        }
    }
    for (int i = thread; i < length_; i += get_local_size(0))
        sorted[block * length_ + i] = values[i];
}

void swap_values_int(__local int* a, __local int* b) {
    int kept = *a;
    *a = *b;
    *b = kept;
}

__kernel void bitonic_sort_int_256_true(__global const int* restrict x, __global int* restrict sorted, int length_,
                                        int sorts_last) {
    __local int values[256];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    for (int i = thread; i < 256; i += get_local_size(0))
        values[i] = i < length_ ? x[block * length_ + i] : sorts_last;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int run = 2; run <= 256; run <<= 1) {
        for (int distance_ = run >> 1; distance_ > 0; distance_ >>= 1) {
            // The lower index of this thread's pair: a zero is inserted at the distance's bit.
            const int low = 2 * thread - (thread & (distance_ - 1));
            const int high = low + distance_;
            const bool upwards = ((low & run) == 0) == 1;
            if ((values[low] > values[high]) == upwards)
                swap_values_int(&values[low], &values[high]);
            barrier(CLK_LOCAL_MEM_FENCE);
        }
    }
    for (int i = thread; i < length_; i += get_local_size(0))
        sorted[block * length_ + i] = values[i];
}

__kernel void bitonic_sort_float_128_false(__global const float* restrict x, __global float* restrict sorted,
                                           int length_, float sorts_last) {
    __local float values[128];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    for (int i = thread; i < 128; i += get_local_size(0))
        values[i] = i < length_ ? x[block * length_ + i] : sorts_last;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int run = 2; run <= 128; run <<= 1) {
        for (int distance_ = run >> 1; distance_ > 0; distance_ >>= 1) {
            // The lower index of this thread's pair: a zero is inserted at the distance's bit.
            const int low = 2 * thread - (thread & (distance_ - 1));
            const int high = low + distance_;
            const bool upwards = ((low & run) == 0) == 0;
            if ((values[low] > values[high]) == upwards)
                swap_values_float(&values[low], &values[high]);
            barrier(CLK_LOCAL_MEM_FENCE);
        }
    }
    for (int i = thread; i < length_; i += get_local_size(0))
        sorted[block * length_ + i] = values[i];
}

void swap_values_double(__local double* a, __local double* b) {
    double kept = *a;
    *a = *b;
    *b = kept;
}

__kernel void bitonic_sort_double_64_true(__global const double* restrict x, __global double* restrict sorted,
                                          int length_, double sorts_last) {
    __local double values[64];
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    for (int i = thread; i < 64; i += get_local_size(0))
        values[i] = i < length_ ? x[block * length_ + i] : sorts_last;
    barrier(CLK_LOCAL_MEM_FENCE);

    for (int run = 2; run <= 64; run <<= 1) {
        for (int distance_ = run >> 1; distance_ > 0; distance_ >>= 1) {
            // The lower index of this thread's pair: a zero is inserted at the distance's bit.
            const int low = 2 * thread - (thread & (distance_ - 1));
            const int high = low + distance_;
            const bool upwards = ((low & run) == 0) == 1;
            if ((values[low] > values[high]) == upwards)
                swap_values_double(&values[low], &values[high]);
            barrier(CLK_LOCAL_MEM_FENCE);
        }
    }
    for (int i = thread; i < length_; i += get_local_size(0))
        sorted[block * length_ + i] = values[i];
}
