struct Body {
    char kind;
    double mass;
    short charge;
};

__global__ void points(const float3* p, const Body* bodies, float* lengths, double* masses, int n) {
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n) {
        lengths[i] = p[i].x * p[i].x + p[i].y * p[i].y + p[i].z * p[i].z;
        masses[i] = bodies[i].mass;
    }
}
