// deformable.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Multi-scale deformable attention (Zhu et al., arXiv:2010.04159). Each query samples `points` places on each level of a
// pyramid, bilinearly, and sums them by its weights.
//   value    [pixels of all levels, heads, channels]
//   sizes    [levels] of (height, width), starts [levels]: the first pixel of each
//   places   [queries, heads, levels, points] of (x, y), from 0 to 1 over the level
//   weights  [queries, heads, levels, points]
//   out      [queries, heads, channels]

#pragma OPENCL FP_CONTRACT OFF

typedef struct {
    float x;
    float y;
    float weight;
    int level;
} Sample;

// Within half a pixel of the level or nearer, so that a neighbour is on it.
bool touches(int2 size, float x, float y) {
    return x > -1.0f && y > -1.0f && x < size.y && y < size.x;
}

// The value of one channel at (x, y), in pixels from the centre of the first; zero beyond the level.
float bilinear(__global const float* restrict level, int2 size, float x, float y, int pixel_stride) {
    const int height = size.x;
    const int width = size.y;
    const float top = floor(y);
    const float left = floor(x);
    const float down = y - top;
    const float right = x - left;
    const int y0 = (int)top;
    const int x0 = (int)left;
    const int y1 = y0 + 1;
    const int x1 = x0 + 1;

    float v00 = 0.0f;
    float v01 = 0.0f;
    float v10 = 0.0f;
    float v11 = 0.0f;
    if (y0 >= 0 && x0 >= 0)
        v00 = level[(y0 * width + x0) * pixel_stride];
    if (y0 >= 0 && x1 < width)
        v01 = level[(y0 * width + x1) * pixel_stride];
    if (y1 < height && x0 >= 0)
        v10 = level[(y1 * width + x0) * pixel_stride];
    if (y1 < height && x1 < width)
        v11 = level[(y1 * width + x1) * pixel_stride];
    return (1.0f - down) * ((1.0f - right) * v00 + right * v01) + down * ((1.0f - right) * v10 + right * v11);
}

// One thread an element of the output.
__kernel void deformable_naive(__global const float* restrict value, __global const int2* restrict sizes,
                               __global const int* restrict starts, __global const float2* restrict places,
                               __global const float* restrict weights, __global float* restrict out, int queries,
                               int heads, int channels, int levels, int points) {
    const int i = get_global_id(0);
    if (i >= queries * heads * channels)
        return;
    const int channel = i % channels;
    const int row = i / channels;  // a head of a query
    const int head = row % heads;
    const int pixel_stride = heads * channels;

    float sum = 0.0f;
    int sample = row * levels * points;
    for (int level = 0; level < levels; level++) {
        const int2 size = sizes[level];
        __global const float* pixels = value + starts[level] * pixel_stride + head * channels + channel;
        for (int point = 0; point < points; point++, sample++) {
            const float2 place = places[sample];
            const float x = place.x * size.y - 0.5f;
            const float y = place.y * size.x - 0.5f;
            if (touches(size, x, y))
                sum += weights[sample] * bilinear(pixels, size, x, y, pixel_stride);
        }
    }
    out[i] = sum;
}

// One block a query, one thread a channel of a head: blockDim is (channels, heads). The samples are prepared once, in
// dynamic shared memory: heads * levels * points of them.
__kernel void deformable_block(__global const float* restrict value, __global const int2* restrict sizes,
                               __global const int* restrict starts, __global const float2* restrict places,
                               __global const float* restrict weights, __global float* restrict out, int levels,
                               int points, __local Sample* samples) {
    const uint block = get_group_id(0);
    const int channel = get_local_id(0);
    const int head = get_local_id(1);
    const int channels = get_local_size(0);
    const int heads = get_local_size(1);
    const int samples_of_head = levels * points;
    const int first = block * heads * samples_of_head;

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
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);

    float sum = 0.0f;
    for (int s = 0; s < samples_of_head; s++) {
        const Sample sample = samples[head * samples_of_head + s];
        if (sample.level < 0)
            continue;
        __global const float* pixels = value + starts[sample.level] * heads * channels + thread;
        sum += sample.weight * bilinear(pixels, sizes[sample.level], sample.x, sample.y, heads * channels);
    }
    out[block * heads * channels + thread] = sum;
}
