// lambert_shade.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Lambert shading of a height field under one light: colour * (ambient + intensity * max(normal . direction, 0)).

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    float direction[3];
    float intensity;
} Light;

typedef struct {
    Light light;
    float colour[3];
    float ambient;
    int width;
    int height;
} Scene;

// Cut to [0, 1]; NaN becomes 0.
float saturate_float(float value) {
    return fmin(fmax(value, 0.0f), 1.0f);
}

// The height at a place; beyond the border the field goes on level.
float height_at(__global const float* heights, Scene scene, int x, int y) {
    x = x < 0 ? 0 : x < scene.width ? x : scene.width - 1;
    y = y < 0 ? 0 : y < scene.height ? y : scene.height - 1;
    return heights[y * scene.width + x];
}

float3 multiply(float factor, float3 v) {
    return (float3)(factor * v.x, factor * v.y, factor * v.z);
}

float dot_(float3 a, float3 b) {
    return a.x * b.x + a.y * b.y + a.z * b.z;
}

float3 normalised(float3 v) {
    return multiply(rsqrt(dot_(v, v)), v);
}

__kernel void lambert_shade(__global const float* restrict heights, __global float4* restrict image,
                            const Scene scene) {
    const int x = get_global_id(0);
    const int y = get_global_id(1);
    if (x >= scene.width || y >= scene.height)
        return;

    const float slope_x = 0.5f * (height_at(heights, scene, x + 1, y) - height_at(heights, scene, x - 1, y));
    const float slope_y = 0.5f * (height_at(heights, scene, x, y + 1) - height_at(heights, scene, x, y - 1));
    const float3 normal = normalised((float3)(-slope_x, -slope_y, 1.0f));

    const float light = scene.ambient + scene.light.intensity
            * fmax(dot_(normal, vload3(0, scene.light.direction)), 0.0f);
    const float3 shaded = multiply(light, vload3(0, scene.colour));
    image[y * scene.width + x] = (float4)(saturate_float(shaded.x), saturate_float(shaded.y), saturate_float(shaded.z),
            1.0f);
}
