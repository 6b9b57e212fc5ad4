// box_overlap.cu, as OpenCL C 1.2.  Launch: local size (blockDim), global size (gridDim * blockDim).

// Intersection over union of every detected box with every true box, as detectors are scored by.
// A box is (left, top, right, bottom) in pixels, with the right and bottom ends excluded.

#pragma OPENCL FP_CONTRACT OFF

int4 intersection(const int4 a, const int4 b) {
    return (int4)(max(a.x, b.x), max(a.y, b.y), min(a.z, b.z), min(a.w, b.w));
}

long area(const int4 box) {
    if (box.z <= box.x || box.w <= box.y)
        return 0L;
    return (long)(box.z - box.x) * (box.w - box.y);
}

__kernel void box_overlap(__global const int4* restrict detected, __global const int4* restrict truth,
                          __global float* restrict overlap, __global int4* restrict common, int detections,
                          int truths) {
    const int column = get_global_id(0);
    const int row = get_global_id(1);
    if (row >= detections || column >= truths)
        return;

    const int4 shared_part = intersection(detected[row], truth[column]);
    const long shared_area = area(shared_part);
    const long whole = area(detected[row]) + area(truth[column]) - shared_area;
    const int place = row * truths + column;
    overlap[place] = whole > 0L ? (float)shared_area / (float)whole : 0.0f;
    common[place] = shared_area > 0L ? shared_part : (int4)(0, 0, 0, 0);
}
