#include <cuda_runtime.h>

// Intersection over union of every detected box with every true box, as detectors are scored by.
// A box is (left, top, right, bottom) in pixels, with the right and bottom ends excluded.

__device__ inline int4 intersection(const int4 a, const int4 b) {
    return make_int4(max(a.x, b.x), max(a.y, b.y), min(a.z, b.z), min(a.w, b.w));
}

__device__ inline long long area(const int4 box) {
    if (box.z <= box.x || box.w <= box.y) return 0;
    return static_cast<long long>(box.z - box.x) * (box.w - box.y);
}

__global__ void box_overlap(const int4* __restrict__ detected, const int4* __restrict__ truth,
                            float* __restrict__ overlap, int4* __restrict__ common, int detections, int truths) {
    const int column = blockIdx.x * blockDim.x + threadIdx.x;
    const int row = blockIdx.y * blockDim.y + threadIdx.y;
    if (row >= detections || column >= truths) return;

    const int4 shared_part = intersection(detected[row], truth[column]);
    const long long shared_area = area(shared_part);
    const long long whole = area(detected[row]) + area(truth[column]) - shared_area;
    const int place = row * truths + column;
    overlap[place] = whole > 0 ? static_cast<float>(shared_area) / static_cast<float>(whole) : 0.0f;
    common[place] = shared_area > 0 ? shared_part : make_int4(0, 0, 0, 0);
}
