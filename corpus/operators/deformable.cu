#include <cuda_runtime.h>

// Multi-scale deformable attention (Zhu et al., arXiv:2010.04159). Each query samples `points` places on each level of a
// pyramid, bilinearly, and sums them by its weights.
//   value    [pixels of all levels, heads, channels]
//   sizes    [levels] of (height, width), starts [levels]: the first pixel of each
//   places   [queries, heads, levels, points] of (x, y), from 0 to 1 over the level
//   weights  [queries, heads, levels, points]
//   out      [queries, heads, channels]

// The value of one channel at (x, y), in pixels from the centre of the first; zero beyond the level.
__device__ float bilinear(const float* __restrict__ level, int2 size, float x, float y, int pixel_stride) {
    const int height = size.x, width = size.y;
    const float top = floorf(y), left = floorf(x);
    const float down = y - top, right = x - left;
    const int y0 = static_cast<int>(top), x0 = static_cast<int>(left);
    const int y1 = y0 + 1, x1 = x0 + 1;

    float v00 = 0.0f, v01 = 0.0f, v10 = 0.0f, v11 = 0.0f;
    if (y0 >= 0 && x0 >= 0) v00 = level[(y0 * width + x0) * pixel_stride];
    if (y0 >= 0 && x1 < width) v01 = level[(y0 * width + x1) * pixel_stride];
    if (y1 < height && x0 >= 0) v10 = level[(y1 * width + x0) * pixel_stride];
    if (y1 < height && x1 < width) v11 = level[(y1 * width + x1) * pixel_stride];
    return (1.0f - down) * ((1.0f - right) * v00 + right * v01) + down * ((1.0f - right) * v10 + right * v11);
}

// Within half a pixel of the level or nearer, so that a neighbour is on it.
__device__ __forceinline__ bool touches(int2 size, float x, float y) {
    return x > -1.0f && y > -1.0f && x < size.y && y < size.x;
}

// One thread an element of the output.
__global__ void deformable_naive(const float* __restrict__ value, const int2* __restrict__ sizes,
                                 const int* __restrict__ starts, const float2* __restrict__ places,
                                 const float* __restrict__ weights, float* __restrict__ out, int queries, int heads,
                                 int channels, int levels, int points) {
    const int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= queries * heads * channels) return;
    const int channel = i % channels;
    const int row = i / channels;  // a head of a query
    const int head = row % heads;
    const int pixel_stride = heads * channels;

    float sum = 0.0f;
    int sample = row * levels * points;
    for (int level = 0; level < levels; ++level) {
        const int2 size = sizes[level];
        const float* pixels = value + starts[level] * pixel_stride + head * channels + channel;
        for (int point = 0; point < points; ++point, ++sample) {
            const float2 place = places[sample];
            const float x = place.x * size.y - 0.5f;
            const float y = place.y * size.x - 0.5f;
            if (touches(size, x, y)) sum += weights[sample] * bilinear(pixels, size, x, y, pixel_stride);
        }
    }
    out[i] = sum;
}

struct Sample {
    float x, y, weight;
    int level;
};

// One block a query, one thread a channel of a head: blockDim is (channels, heads). The samples are prepared once, in
// dynamic shared memory: heads * levels * points of them.
__global__ void deformable_block(const float* __restrict__ value, const int2* __restrict__ sizes,
                                 const int* __restrict__ starts, const float2* __restrict__ places,
                                 const float* __restrict__ weights, float* __restrict__ out, int levels,
                                 int points) {
    extern __shared__ Sample samples[];
    const int channel = threadIdx.x, head = threadIdx.y;
    const int channels = blockDim.x, heads = blockDim.y;
    const int samples_of_head = levels * points;
    const int first = blockIdx.x * heads * samples_of_head;

    const int thread = head * channels + channel;
    for (int i = thread; i < heads * samples_of_head; i += heads * channels) {
        const int level = i / points % levels;
        const int2 size = sizes[level];
        const float2 place = places[first + i];
        Sample sample;
        sample.x = place.x * size.y - 0.5f;
        sample.y = place.y * size.x - 0.5f;
        sample.weight = weights[first + i];
        sample.level = touches(size, sample.x, sample.y) ? level : -1;
        samples[i] = sample;
    }
    __syncthreads();

    float sum = 0.0f;
    for (int s = 0; s < samples_of_head; ++s) {
        const Sample sample = samples[head * samples_of_head + s];
        if (sample.level < 0) continue;
        const float* pixels = value + starts[sample.level] * heads * channels + thread;
        sum += sample.weight * bilinear(pixels, sizes[sample.level], sample.x, sample.y, heads * channels);
    }
    out[blockIdx.x * heads * channels + thread] = sum;
}
