// gather.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Rows of a table by their indices: out[i, :] = table[indices[i], :]. A negative index counts from the end; one that is
// out of range gives zeros.

#pragma OPENCL FP_CONTRACT OFF

int wrapped(int index, int rows) {
    return index < 0 ? index + rows : index;
}

// One thread an element of the output.
__kernel void gather_naive_float(__global const float* restrict table, __global const int* restrict indices,
                                 __global float* restrict out, int rows, int columns, int count) {
    const int i = get_global_id(0);
    if (i >= count * columns)
        return;
    const int row = wrapped(indices[i / columns], rows);
    out[i] = row >= 0 && row < rows ? table[row * columns + i % columns] : (float)0;
}

// One thread an element of the output.
__kernel void gather_naive_int(__global const int* restrict table, __global const int* restrict indices,
                               __global int* restrict out, int rows, int columns, int count) {
    const int i = get_global_id(0);
    if (i >= count * columns)
        return;
    const int row = wrapped(indices[i / columns], rows);
    out[i] = row >= 0 && row < rows ? table[row * columns + i % columns] : 0;
}

// One block a row, four elements a load: `columns` is a multiple of four.
__kernel void gather_block(__global const float* restrict table, __global const int* restrict indices,
                           __global float* restrict out, int rows, int columns) {
    __local int row;
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    if (thread == 0)
        row = wrapped(*(indices + block), rows);
    barrier(CLK_LOCAL_MEM_FENCE);
    const int vectors = columns / 4;
    __global float4* to = (__global float4*)out + block * vectors;
    if (row < 0 || row >= rows) {
        for (int i = thread; i < vectors; i += get_local_size(0))
            to[i] = (float4)(0.0f, 0.0f, 0.0f, 0.0f);
        return;
    }
    __global const float4* from = (__global const float4*)table + row * vectors;
    for (int i = thread; i < vectors; i += get_local_size(0))
        to[i] = from[i];
}

// Elements along the last axis: out[r, i] = x[r, indices[r, i]], one block a row of x, which is staged in dynamic shared
// memory of `columns` floats.
__kernel void gather_elements(__global const float* restrict x, __global const int* restrict indices,
                              __global float* restrict out, int columns, int count, __local float* row) {
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    for (int i = thread; i < columns; i += get_local_size(0))
        row[i] = x[block * columns + i];
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = thread; i < count; i += get_local_size(0)) {
        const int place = block * count + i;
        out[place] = row[indices[place]];
    }
}
