// Branches that the whole block takes, with barriers, and statements of one thread behind those.
__global__ void loops_in_both_arms(int* out, int n) {
    int lane = threadIdx.x;
    if (n > 6) {
        for (int i = 0; i < n; i++) __syncthreads();
        if (lane == 7) out[2] = 8;
    } else {
        for (int i = 0; i < n; i++) __syncthreads();
        if (lane == 3) out[3] = 4;
    }
    if (lane == 5) out[4] = 6;
}

__global__ void chain(int* out, int n) {
    int lane = threadIdx.x;
    if (n > 4)
        n += 1;
    else if (n > 3) {
        __syncthreads();
        if (lane == 1) out[4] = n;
    } else {
        n -= 1;
        __syncthreads();
        if (lane == 1) out[5] = n;
    }
    if (lane == 2) out[6] = n;
}

__device__ void fill(int* shared, int n, int* out, int lane) {
    if (n > 2) {
        for (int i = 0; i < n; i++) {
            shared[lane] += i;
            __syncthreads();
        }
        if (lane == 7) out[0] += shared[6];
    }
    if (lane == 2) out[1] += 5;
}

__global__ void in_loop_and_function(int* out, int n) {
    __shared__ int shared[32];
    int lane = threadIdx.x;
    shared[lane] = lane;
    __syncthreads();
    for (int j = 0; j < 2; j++) {
        if (n > 3) {
            __syncthreads();
            if (lane == j) out[6 + j] = n;
        }
    }
    fill(shared, n, out, lane);
}

__global__ void in_switch(int* out, int n) {
    int lane = threadIdx.x;
    switch (n) {
        case 3:
            __syncthreads();
            if (lane == 9) out[8] = 3;
            break;
        default:
            __syncthreads();
            if (lane == 9) out[9] = 2;
    }
    if (lane == 4) out[10] = n;
    if (n > 5) {
        __syncthreads();
        if (lane == 5) out[11] = n;
    } else {
        __syncthreads();
        if (lane == 5) out[12] = n;
    }
    if (lane == 6) out[13] = n;
}
