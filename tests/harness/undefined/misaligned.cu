// Four floats at once, from where four floats cannot lie.
__global__ void wrong(const float* x, float* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  const float4* four = reinterpret_cast<const float4*>(x + 4 * i + 1);
  y[i] = four->x + four->y + four->z + four->w;  // expect: misaligned
}

__global__ void right(const float* x, float* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  float4 four = *reinterpret_cast<const float4*>(x + 4 * i);
  y[i] = four.x + four.y + four.z + four.w;
}
