// wmma_gemm.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

#define TILE 16
#define mem_row_major 0

typedef struct {
    float x[8];
} fragment_accumulator_16_16_16_float_void;

typedef struct {
    ushort x[8];
} fragment_matrix_a_16_16_16_half_row_major;

typedef struct {
    ushort x[8];
} fragment_matrix_b_16_16_16_half_col_major;

// The bits of the nearest half.
ushort float_to_half(float value) {
    ushort bits;
    vstore_half_rte(value, 0, (half*)&bits);
    return bits;
}

float half_to_float(ushort bits) {
    return vload_half(0, (const half*)&bits);
}

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

float shuffle_float(__local uint* exchange, float value, uint from, uint width) {
    const uint lane = lane_of_thread();
    const uint source = (lane & ~(width - 1)) | (from & (width - 1));
    return value_of_lane_float(exchange, value, source);
}

void fill_fragment_accumulator_16_16_16_float_void_float(fragment_accumulator_16_16_16_float_void* filled,
                                                         float value) {
    for (int i = 0; i < 8; i++)
        filled->x[i] = value;
}

uint first_element(uint num_elements) {
    return lane_of_thread() * num_elements;
}

void load_matrix_sync_matrix_a_16_16_16_half(fragment_matrix_a_16_16_16_half_row_major* loaded,
                                             __global const half* matrix, uint stride) {
    const uint first = first_element(8);
    for (int i = 0; i < 8; i++)
        loaded->x[i] = float_to_half(vload_half((first + i) / 16 * stride + (first + i) % 16, matrix));
}

void load_matrix_sync_matrix_b_16_16_16_half(fragment_matrix_b_16_16_16_half_col_major* loaded,
                                             __global const half* matrix, uint stride) {
    const uint first = first_element(8);
    for (int i = 0; i < 8; i++)
        loaded->x[i] = float_to_half(vload_half((first + i) % 16 * stride + (first + i) / 16, matrix));
}

void load_matrix_sync_16_16_16_float(fragment_accumulator_16_16_16_float_void* loaded, __global const float* matrix,
                                     uint stride, int layout) {
    const uint first = first_element(8);
    for (int i = 0; i < 8; i++) {
        const uint row = (first + i) / 16;
        const uint column = (first + i) % 16;
        loaded->x[i] = matrix[layout == mem_row_major ? row * stride + column : column * stride + row];
    }
}

// C = alpha * A * B + beta * C on matrix fragments: A by rows, B by columns, sums in float. Each warp computes a tile of
// C, the warps of a block one beside the other. The extents are multiples of 16: the host fills up with zeros.
__kernel void wmma_gemm(__global const half* restrict A, __global const half* restrict B, __global float* restrict C,
                        int rows, int columns, int inner, float alpha, float beta, __local uint* exchange) {
    const int tile_row = get_group_id(1);
    const int tile_column = (uint)get_global_id(0) / 32;
    bool active = tile_row < rows / TILE && tile_column < columns / TILE;

    fragment_matrix_a_16_16_16_half_row_major a;
    fragment_matrix_b_16_16_16_half_col_major b;
    fragment_accumulator_16_16_16_float_void sum;
    fragment_accumulator_16_16_16_float_void c;
    if (active)
        fill_fragment_accumulator_16_16_16_float_void_float(&sum, 0.0f);

    for (int step_ = 0; step_ < inner / TILE; step_++) {
        fragment_accumulator_16_16_16_float_void* sums = &sum;
        const fragment_matrix_a_16_16_16_half_row_major* left = (const fragment_matrix_a_16_16_16_half_row_major*)0;
        const fragment_matrix_b_16_16_16_half_col_major* right = (const fragment_matrix_b_16_16_16_half_col_major*)0;
        uint row = 0;
        uint first_column = 0;
        float total[8];
        if (active) {
            load_matrix_sync_matrix_a_16_16_16_half(&a, A + tile_row * TILE * inner + step_ * TILE, inner);
            load_matrix_sync_matrix_b_16_16_16_half(&b, B + tile_column * TILE * inner + step_ * TILE, inner);
            left = &a;
            right = &b;
            const fragment_accumulator_16_16_16_float_void* start = &sum;
            row = first_element(8) / 16;
            first_column = first_element(8) % 16;
            for (int i = 0; i < 8; i++)
                total[i] = start->x[i];
        }
        for (int step__2 = 0; step__2 < 16; step__2++) {
            const float of_left = active ? half_to_float(left->x[step__2 % 8]) : 0.0f;
            const float a_2 = shuffle_float(exchange, of_left, (int)((row * 16 + step__2) / 8), 32);
            for (int i = 0; i < 8; i++) {
                const uint wanted = step__2 * 16 + first_column + i;
                float b_2 = 0.0f;
                for (int held = i % 8; held < 8; held += 8) {
                    const float of_right = active ? half_to_float(right->x[held]) : 0.0f;
                    const float other = shuffle_float(exchange, of_right, (int)(wanted / 8), 32);
                    if (active && wanted % 8 == held)
                        b_2 = other;
                }
                if (active)
                    total[i] += a_2 * b_2;
            }
        }
        if (active) {
            for (int i = 0; i < 8; i++)
                sums->x[i] = total[i];
        }
    }

    __global float* tile = C + tile_row * TILE * columns + tile_column * TILE;
    if (active) {
        load_matrix_sync_16_16_16_float(&c, tile, columns, 0);
        for (int i = 0; i < 8; i++)
            c.x[i] = alpha * sum.x[i] + beta * c.x[i];
        __global float* matrix = tile;
        const fragment_accumulator_16_16_16_float_void* stored = &c;
        uint stride = columns;
        const uint first = first_element(8);
        for (int i = 0; i < 8; i++) {
            const uint row = (first + i) / 16;
            const uint column = (first + i) % 16;
            matrix[0 == mem_row_major ? row * stride + column : column * stride + row] = stored->x[i];
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
}
