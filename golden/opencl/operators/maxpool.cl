// maxpool.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Max pooling.

#pragma OPENCL FP_CONTRACT OFF

// [planes, height, width]: one thread an element of the output, which also has the place of its maximum in the plane,
// as the backward pass needs it. The first of equals wins; a window that lies in the padding has no place, -1.
__kernel void maxpool_naive(__global const float* restrict input, __global float* restrict output,
                            __global int* restrict places, int2 size, int2 out_size, int2 kernel_, int2 stride,
                            int2 padding) {
    const uint block_z = get_group_id(2);
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= out_size.x || y >= out_size.y)
        return;
    __global const float* plane = input + block_z * size.y * size.x;

    float largest = -3.4028235e+38f;
    int place = -1;
    for (int ky = 0; ky < kernel_.y; ky++) {
        const int row = y * stride.y - padding.y + ky;
        if (row < 0 || row >= size.y)
            continue;
        for (int kx = 0; kx < kernel_.x; kx++) {
            const int column = x * stride.x - padding.x + kx;
            if (column < 0 || column >= size.x)
                continue;
            const float value = plane[row * size.x + column];
            if (value > largest) {
                largest = value;
                place = row * size.x + column;
            }
        }
    }
    const int i = (block_z * out_size.y + y) * out_size.x + x;
    output[i] = largest;
    places[i] = place;
}

float4 larger(float4 a, float4 b) {
    return (float4)(fmax(a.x, b.x), fmax(a.y, b.y), fmax(a.z, b.z), fmax(a.w, b.w));
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
__kernel void maxpool_vectorised_2_2(__global const float4* restrict input, __global float4* restrict output, int batch,
                                     int height, int width, int vectors) {
    const int out_height = (height - 2) / 2 + 1;
    const int out_width = (width - 2) / 2 + 1;
    const int total = batch * out_height * out_width * vectors;
    for (int i = get_global_id(0); i < total; i += get_global_size(0)) {
        const int vector = i % vectors;
        const int x = i / vectors % out_width;
        const int y = i / (vectors * out_width) % out_height;
        const int image = i / (vectors * out_width * out_height);
        __global const float4* corner = input + ((image * height + y * 2) * width + x * 2) * vectors + vector;
        float4 largest = *corner;
        #pragma unroll
        for (int ky = 0; ky < 2; ky++) {
            #pragma unroll
            for (int kx = 0; kx < 2; kx++)
                largest = larger(largest, corner[(ky * width + kx) * vectors]);
        }
        output[i] = largest;
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
__kernel void maxpool_vectorised_3_2(__global const float4* restrict input, __global float4* restrict output, int batch,
                                     int height, int width, int vectors) {
    const int out_height = (height - 3) / 2 + 1;
    const int out_width = (width - 3) / 2 + 1;
    const int total = batch * out_height * out_width * vectors;
    for (int i = get_global_id(0); i < total; i += get_global_size(0)) {
        const int vector = i % vectors;
        const int x = i / vectors % out_width;
        const int y = i / (vectors * out_width) % out_height;
        const int image = i / (vectors * out_width * out_height);
        __global const float4* corner = input + ((image * height + y * 2) * width + x * 2) * vectors + vector;
        float4 largest = *corner;
        #pragma unroll
        for (int ky = 0; ky < 3; ky++) {
            #pragma unroll
            for (int kx = 0; kx < 3; kx++)
                largest = larger(largest, corner[(ky * width + kx) * vectors]);
        }
        output[i] = largest;
    }
}

// [batch, height, width, channels], four channels at a time: a grid-stride loop over the vectors of the output.
// Windows of KERNEL x KERNEL, stride STRIDE, without padding.
__kernel void maxpool_vectorised_3_1(__global const float4* restrict input, __global float4* restrict output, int batch,
                                     int height, int width, int vectors) {
    const int out_height = (height - 3) / 1 + 1;
    const int out_width = (width - 3) / 1 + 1;
    const int total = batch * out_height * out_width * vectors;
    for (int i = get_global_id(0); i < total; i += get_global_size(0)) {
        const int vector = i % vectors;
        const int x = i / vectors % out_width;
        const int y = i / (vectors * out_width) % out_height;
        const int image = i / (vectors * out_width * out_height);
        __global const float4* corner = input + ((image * height + y * 1) * width + x * 1) * vectors + vector;
        float4 largest = *corner;
        #pragma unroll
        for (int ky = 0; ky < 3; ky++) {
            #pragma unroll
            for (int kx = 0; kx < 3; kx++)
                largest = larger(largest, corner[(ky * width + kx) * vectors]);
        }
        output[i] = largest;
    }
}

// The largest element of each plane, a block a plane: a tree in dynamic shared memory of blockDim.x floats.
__kernel void maxpool_global(__global const float* restrict input, __global float* restrict output, int elements,
                             __local float* places) {
    const uint thread = get_local_id(0);
    const uint block = get_group_id(0);
    float largest = -3.4028235e+38f;
    for (int i = thread; i < elements; i += get_local_size(0))
        largest = fmax(largest, input[block * elements + i]);
    places[thread] = largest;
    for (int active = get_local_size(0) >> 1; active > 0; active >>= 1) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (thread < active)
            places[thread] = fmax(places[thread], places[thread + active]);
    }
    if (thread == 0)
        output[block] = places[0];
}
