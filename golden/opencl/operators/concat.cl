// concat.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Tensors joined along an axis: what lies before the axis is `rows`, what lies along it and behind it is a row's
// length in each tensor.

#pragma OPENCL FP_CONTRACT OFF

__kernel void concat_naive(__global const float* restrict a, __global const float* restrict b,
                           __global float* restrict out, int rows, int a_length, int b_length) {
    const int length_ = a_length + b_length;
    const int i = get_global_id(0);
    if (i >= rows * length_)
        return;
    const int row = i / length_;
    const int place = i - row * length_;
    out[i] = place < a_length ? a[row * a_length + place] : b[row * b_length + (place - a_length)];
}

// The threads of a block copy one piece of a row; elements are moved as they are, whatever they mean.
void copy_row_float(__global float* restrict to, __global const float* restrict from, int length_) {
    for (int i = get_local_id(0); i < length_; i += get_local_size(0))
        to[i] = from[i];
}

// Three tensors, one block a row.
__kernel void concat_rows_float(__global const float* restrict a, __global const float* restrict b,
                                __global const float* restrict c, __global float* restrict out, int a_length,
                                int b_length, int c_length) {
    const int row = get_group_id(0);
    __global float* joined = out + (ulong)row * (a_length + b_length + c_length);
    copy_row_float(joined, a + (ulong)row * a_length, a_length);
    copy_row_float(joined + a_length, b + (ulong)row * b_length, b_length);
    copy_row_float(joined + a_length + b_length, c + (ulong)row * c_length, c_length);
}

// The threads of a block copy one piece of a row; elements are moved as they are, whatever they mean.
void copy_row_short(__global short* restrict to, __global const short* restrict from, int length_) {
    for (int i = get_local_id(0); i < length_; i += get_local_size(0))
        to[i] = from[i];
}

// Three tensors, one block a row.
__kernel void concat_rows_short(__global const short* restrict a, __global const short* restrict b,
                                __global const short* restrict c, __global short* restrict out, int a_length,
                                int b_length, int c_length) {
    const int row = get_group_id(0);
    __global short* joined = out + (ulong)row * (a_length + b_length + c_length);
    copy_row_short(joined, a + (ulong)row * a_length, a_length);
    copy_row_short(joined + a_length, b + (ulong)row * b_length, b_length);
    copy_row_short(joined + a_length + b_length, c + (ulong)row * c_length, c_length);
}
