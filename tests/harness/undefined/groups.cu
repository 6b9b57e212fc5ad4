// What orders lanes: shuffles, votes, tiles.
#include <cooperative_groups.h>
namespace cg = cooperative_groups;

__global__ void right_shuffle(const int* x, int* y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x, sum = x[i];
  for (int d = 16; d > 0; d /= 2) sum += __shfl_down_sync(0xffffffffu, sum, d);
  if (threadIdx.x % 32 == 0) y[i / 32] = sum;
}

__global__ void right_tile(const int* x, int* y) {
  __shared__ int part[64];
  auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  part[t] = x[i];
  tile.sync();
  y[i] = part[t ^ 15];
}

__global__ void wrong_tile(const int* x, int* y) {
  __shared__ int part[64];
  auto tile = cg::tiled_partition<16>(cg::this_thread_block());
  int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
  part[t] = x[i];  // expect: warp-race
  tile.sync();
  y[i] = part[t ^ 16];  // expect: warp-race uninitialised
}
