// Sums of rows, in float and in double.
__global__ void row_sums(const float* x, const double* z, float* sums, double* wide, int columns) {
    const float* row = x + (long long)blockIdx.x * columns;
    float sum = 0.0f;
    double total = 0.0;
    for (int i = 0; i < columns; i++) {
        sum += row[i];
        total += z[blockIdx.x * columns + i];
    }
    if (threadIdx.x == 0) {
        sums[blockIdx.x] = sum;
        wide[blockIdx.x] = total;
    }
}
