__device__ void fill(int* shared, int n, int* out, int lane) {
    if (n > 2) {
        for (int i = 0; i < n; i++) { shared[lane] += i; __syncthreads(); }
        if (lane == 7) out[0] += shared[6];
    }
    if (lane == 2) out[1] += 5;
}
// Branches that the whole block takes, barriers in their loops, and statements of one thread behind them.
__global__ void branches(int* out, int n) {
    __shared__ int shared[32];
    int lane = threadIdx.x;
    shared[lane] = lane;
    __syncthreads();
    if (n > 6) {
        for (int i = 0; i < n; i++) __syncthreads();
        if (lane == 7) out[2] = shared[8];
    } else {
        for (int i = 0; i < n; i++) __syncthreads();
        if (lane == 3) out[3] = shared[4];
    }
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
    for (int j = 0; j < 2; j++) {
        if (n > 3) {
            __syncthreads();
            if (lane == j) out[6 + j] = n;
        }
    }
    fill(shared, n, out, lane);
    switch (n) {
        case 3:
            __syncthreads();
            if (lane == 9) out[8] = shared[3];
            break;
        default:
            __syncthreads();
            if (lane == 9) out[9] = shared[2];
    }
    if (lane == 4) out[10] = n;
    if (n > 5) {
        __syncthreads();
        if (lane == 5) out[11] = n;
    } else {
        __syncthreads();
        if (lane == 5) out[12] = n;
    }
}
