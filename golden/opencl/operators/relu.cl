// relu.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).
#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    uchar unused[1];
} Relu;

typedef struct {
    float slope;
} LeakyRelu;

__kernel void relu_naive(__global const float* restrict x, __global float* restrict y, int n) {
    const int i = get_global_id(0);
    if (i < n)
        y[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

float Relu_call(const Relu* self, float value) {
    return fmax(value, 0.0f);
}

// Any of them, in place, four elements at a time; the last block takes what is left over.
__kernel void relu_vectorised_Relu(__global float* data, int n, Relu activation) {
    const uint thread = get_local_id(0);
    __global float4* fours = (__global float4*)data;
    const int stride = get_global_size(0);
    for (int i = get_global_id(0); i < n / 4; i += stride) {
        float4 four = fours[i];
        four.x = Relu_call(&activation, four.x);
        four.y = Relu_call(&activation, four.y);
        four.z = Relu_call(&activation, four.z);
        four.w = Relu_call(&activation, four.w);
        fours[i] = four;
    }
    if (get_group_id(0) == (uint)get_num_groups(0) - 1 && thread < n % 4) {
        __global float* last = data + n + (-(n % 4)) + thread;
        *last = Relu_call(&activation, *last);
    }
}

float LeakyRelu_call(const LeakyRelu* self, float value) {
    return value > 0.0f ? value : self->slope * value;
}

// Any of them, in place, four elements at a time; the last block takes what is left over.
__kernel void relu_vectorised_LeakyRelu(__global float* data, int n, LeakyRelu activation) {
    const uint thread = get_local_id(0);
    __global float4* fours = (__global float4*)data;
    const int stride = get_global_size(0);
    for (int i = get_global_id(0); i < n / 4; i += stride) {
        float4 four = fours[i];
        four.x = LeakyRelu_call(&activation, four.x);
        four.y = LeakyRelu_call(&activation, four.y);
        four.z = LeakyRelu_call(&activation, four.z);
        four.w = LeakyRelu_call(&activation, four.w);
        fours[i] = four;
    }
    if (get_group_id(0) == (uint)get_num_groups(0) - 1 && thread < n % 4) {
        __global float* last = data + n + (-(n % 4)) + thread;
        *last = LeakyRelu_call(&activation, *last);
    }
}
