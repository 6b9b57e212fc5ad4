// y = a * x + y over vectors of any length, as a whole program: run it to see it check itself.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cuda_runtime.h>
#include <vector>

#define CHECK(call)                                                                    \
    do {                                                                               \
        cudaError_t status = (call);                                                   \
        if (status != cudaSuccess) {                                                   \
            std::fprintf(stderr, "%s failed: %s\n", #call, cudaGetErrorString(status)); \
            std::exit(1);                                                              \
        }                                                                              \
    } while (0)

// One thread takes every (grid size)-th element, so any grid covers any n.
__global__ void saxpy(int n, float a, const float* __restrict__ x, float* __restrict__ y) {
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
        y[i] = a * x[i] + y[i];
    }
}

int main() {
    const int n = 1000;
    std::vector<float> x(n), y(n);
    for (int i = 0; i < n; ++i) {
        x[i] = 0.5f * i;
        y[i] = 1.0f;
    }

    float *device_x = nullptr, *device_y = nullptr;
    CHECK(cudaMalloc(&device_x, n * sizeof(float)));
    CHECK(cudaMalloc(&device_y, n * sizeof(float)));
    CHECK(cudaMemcpy(device_x, x.data(), n * sizeof(float), cudaMemcpyHostToDevice));
    CHECK(cudaMemcpy(device_y, y.data(), n * sizeof(float), cudaMemcpyHostToDevice));

    saxpy<<<3, 128>>>(n, 2.0f, device_x, device_y);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpy(y.data(), device_y, n * sizeof(float), cudaMemcpyDeviceToHost));
    CHECK(cudaFree(device_x));
    CHECK(cudaFree(device_y));

    for (int i = 0; i < n; ++i) {
        if (std::fabs(y[i] - (i + 1.0f)) > 1e-4f) {
            std::printf("saxpy: wrong at %d: %f\n", i, y[i]);
            return 1;
        }
    }
    std::printf("saxpy: ok\n");
    return 0;
}
