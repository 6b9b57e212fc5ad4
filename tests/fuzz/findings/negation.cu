// Intel's OpenCL runtime for processors lost the sign of a float that was negated before a barrier and used behind it.

__global__ void kept_over_a_barrier(const float *x, float *y)
{
    __shared__ float row[64];
    const float negative = -(x[threadIdx.x] * 2 + 1);
    row[threadIdx.x] = x[threadIdx.x];
    __syncthreads();
    const float first = row[0];
    __syncthreads();
    y[threadIdx.x] = negative / first;
}

__global__ void in_a_loop(const float *x, float *y)
{
    float sum = 0.0f;
    for (int round = 0; round < 3; round++) {
        sum = -(sum + x[(threadIdx.x + round) & 63]);
        __syncthreads();
    }
    y[threadIdx.x] = sum;
}

// The compiler moves the negation out of the loop, over the barriers inside.
__global__ void moved_out_of_a_loop(float *y)
{
    const float x = threadIdx.x + 1;
    float sum = 0.0f;
    for (int round = 0; round < 3; round++) {
        sum += fabsf(-x - 2.0f) * round + rintf(-x);
        __syncthreads();
    }
    y[threadIdx.x] = sum;
}

// A product with -1 is a negation too.
__global__ void a_product(const float *x, float *y)
{
    const float product = x[threadIdx.x] * -1.0f;
    __syncthreads();
    y[threadIdx.x] = product;
}

// A double that becomes a float is negated as a float.
__global__ void narrowed(const double *x, float *y)
{
    const float negative = (float)-(x[threadIdx.x] + (float)threadIdx.x);
    const float other = __shfl_xor_sync(0xffffffffu, 1.0f, 1);
    y[threadIdx.x] = negative;
}

__global__ void shuffled_past(float *y)
{
    const float negative = -(float)threadIdx.x;
    const unsigned long long other = __shfl_up_sync(0xffffffffu, 1ull, 29u);
    y[threadIdx.x] = negative;
}
