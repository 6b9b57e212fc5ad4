#include <cuda_runtime.h>

// Lambert shading of a height field under one light: colour * (ambient + intensity * max(normal . direction, 0)).

struct Light {
    float3 direction;  // of length one, towards the light
    float intensity;
};

struct Scene {
    Light light;
    float3 colour;
    float ambient;
    int width, height;
};

__device__ inline float dot(const float3& a, const float3& b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

__device__ inline float3 operator*(float factor, const float3& v) {
    return make_float3(factor * v.x, factor * v.y, factor * v.z);
}

__device__ inline float3 normalised(const float3& v) {
    return rsqrtf(dot(v, v)) * v;
}

// The height at a place; beyond the border the field goes on level.
__device__ float height_at(const float* heights, const Scene& scene, int x, int y) {
    x = x < 0 ? 0 : (x < scene.width ? x : scene.width - 1);
    y = y < 0 ? 0 : (y < scene.height ? y : scene.height - 1);
    return heights[y * scene.width + x];
}

__global__ void lambert_shade(const float* __restrict__ heights, float4* __restrict__ image, const Scene scene) {
    const int x = blockIdx.x * blockDim.x + threadIdx.x;
    const int y = blockIdx.y * blockDim.y + threadIdx.y;
    if (x >= scene.width || y >= scene.height) return;

    const float slope_x = 0.5f * (height_at(heights, scene, x + 1, y) - height_at(heights, scene, x - 1, y));
    const float slope_y = 0.5f * (height_at(heights, scene, x, y + 1) - height_at(heights, scene, x, y - 1));
    const float3 normal = normalised(make_float3(-slope_x, -slope_y, 1.0f));

    const float light = scene.ambient + scene.light.intensity * fmaxf(dot(normal, scene.light.direction), 0.0f);
    const float3 shaded = light * scene.colour;
    image[y * scene.width + x] =
        make_float4(__saturatef(shaded.x), __saturatef(shaded.y), __saturatef(shaded.z), 1.0f);
}
