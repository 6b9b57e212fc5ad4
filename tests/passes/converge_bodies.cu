// Bodies of kernels over `x` and `y`: `i` is the thread of the grid, `t` the one of its block. See test_converge.py.

// ==== unchanged

// uniform barrier
    __shared__ int s[64]; s[t] = x[i]; __syncthreads(); y[i] = s[63 - t];

// guard without a collective behind it
    if (i >= n) return; y[i] = x[i];

// uniform loop
    __shared__ int s[64]; s[t] = x[i]; __syncthreads(); for (int d = 32; d > 0; d >>= 1) {
    if (t < d) s[t] += s[t + d]; __syncthreads(); } if (t == 0) y[0] = s[0];

// uniform branch
    if (n > 3) __syncthreads(); y[i] = 1;

// uniform return
    if (blockIdx.x * blockDim.x >= n) return; __syncthreads(); y[i] = 1;

// uniform trip count from memory
    for (int k = 0; k < x[0] + 8; k++) { __syncthreads(); y[i] += k; }

// uniform break
    for (int k = 0; ; k++) { if (k == n) break; __syncthreads(); y[i] += k; }

// shuffle in an expression
    y[i] = x[i] + 2 * __shfl_down_sync(0xffffffff, x[i], 4, 8);

// loop until nobody changes
    int c = x[i]; do { c--; } while (__syncthreads_or(c > 0)); y[i] = c;

// uniform call
    y[i] = warp_sum(x[i]);

// uniform switch
    switch (n % 2) { case 0: __syncthreads(); y[i] = 1; break; default: y[i] = 2; }

// ==== changed

// guard before a barrier
    __shared__ int s[64]; s[t] = 9; if (i >= n) return; s[t] = x[i]; __syncthreads();
    y[i] = s[63 - t];

// guard before a shuffle
    if (t >= n) return; y[t] = 1; int v = x[t]; v += __shfl_sync(~0u, v, t - t % 2) + 4; y[t] = v;

// guards in a row
    __shared__ int s[64]; if (i >= n) return; const int v = x[i]; if (v < 0) return; s[t] = v;
    __syncthreads(); if (t > 0 && t - 1 < n && x[t - 1] >= 0) y[i] = s[t - 1];

// return with work
    if (i >= n) { y[i] = -1; return; } __syncthreads(); y[i] = x[i];

// barrier in a branch
    if (t < 32) { y[i] = x[i]; __syncwarp(); y[i] += 2; } else { y[i] = 5; }

// barriers in both branches
    int v = x[i]; if (t / 32 == 0) { v = __shfl_sync(~0u, v, 5); y[i] = v; } else {
    v = __shfl_sync(~0u, v + 1, 7); v += __shfl_up_sync(~0u, v, 1); y[i] = v; }

// nested branches
    if (t < 32) { int v = x[i]; if (n > 3) { v += __shfl_down_sync(~0u, v, 1); y[i] = v; }
    if (x[0] == 100) return; y[i] += 1; __syncwarp(); y[i] += 1; }

// branch on a lane
    int v = x[i]; if (t % 32 < 16) { v += __shfl_xor_sync(0xffff, v, 8); } y[i] = v;

// ballot in a branch
    if (t % 32 < 20) y[i] = __ballot_sync(0xfffff, x[i] > 0);

// votes in a branch
    if (t % 32 < 20) {
    y[i] = __any_sync(0xfffff, x[i] > 16) + 2 * __all_sync(0xfffff, x[i] > -7) + 4 * __all_sync(0xfffff, x[i] > 0);
    }

// ballot after a guard
    if (t >= n) return; y[t] = __popc(__ballot_sync(0xffffffff, 1));

// all after a guard
    if (t >= n) return; y[t] = __all_sync(0xffffffff, x[t] > -7);

// reductions after a guard
    if (t >= n) return;
    y[t] = __reduce_add_sync(0xffffffff, x[t]) + 100 * __reduce_max_sync(0xffffffff, x[t]) - __reduce_min_sync(0xffffffff, x[t]);

// matches after a guard
    if (t >= n) return; y[t] = __match_any_sync(0xffffffff, x[t] % 3);

// votes of the block after a guard
    if (i >= n) return; y[i] = __syncthreads_count(x[i] > 3);
    y[i] += 100 * __syncthreads_and(x[i] > -9) + 200 * __syncthreads_or(x[i] > 99);

// active mask
    if (t % 32 < 9) y[i] = __activemask();

// vote on the right of &&
    bool b = t < 32 && __any_sync(~0u, x[i] > 9); y[i] = b;

// shuffle in a choice
    y[i] = t < 32 ? __shfl_sync(~0u, x[i], 3) : __shfl_sync(~0u, x[i], 4) + 1;

// vote in a condition
    if (t < 32) { if (__any_sync(~0u, x[i] > 9)) y[i] = 1; else y[i] = 2; }

// uniform loop in a branch
    int v = x[i]; if (t < 32) { for (int d = 16; d > 0; d >>= 1) v += __shfl_xor_sync(~0u, v, d);
    if (t == 0) y[0] = v; } if (t > 0) y[t] += 1;

// uniform loop after a guard
    __shared__ int s[64]; s[t] = 0; __syncthreads(); if (i >= n) return; s[t] = x[i];
    __syncthreads(); for (int d = 32; d > 0; d >>= 1) { if (t < d) s[t] += s[t + d]; __syncthreads();
    } if (t == 0) y[0] = s[0];

// loop with another count for each warp
    int v = x[i]; for (int k = 0; k <= t / 32; k++) v += __shfl_xor_sync(~0u, v, 1 << k); y[i] = v;

// loop that warps leave
    int v = x[i]; while (true) { v += 5; if (__any_sync(~0u, v > 60 + t / 32 * 30)) break; y[i] += v;
    } y[i] += v;

// loop with continue
    for (int k = 0; k < 4; k++) { if (k % 2 == t / 32) continue;
    y[i] = y[i] * 2 + __shfl_xor_sync(~0u, x[i] + k, 1); }

// loop that returns
    for (int k = 0; k < 6; k++) { if (t / 32 == 1 && k == 3) return;
    y[i] += __shfl_xor_sync(~0u, x[i] + k, 1); } y[i]++;

// do while of warps
    int v = t / 32 * 3; do { v++; y[i] += __shfl_xor_sync(~0u, v, 1); } while (v < 5);

// do while of warps with continue
    int v = t / 32 * 3; do { v++; if (v == 4) continue; y[i] += __shfl_xor_sync(~0u, v, 1); }
    while (v < 5);

// condition with a vote
    int v = x[i] + t / 32 * 8; while (__any_sync(~0u, v > 0)) { v -= 3; y[i]++;
    if (t == 0) y[i] += 10; }

// loops in loops
    for (int a = 0; a < 2 + t / 32; a++) { for (int b = 0; b < 3 - t / 32; b++) {
    y[i] += __shfl_xor_sync(~0u, x[i] + a * b, 2); if (a == 1 && b == 1 && t / 32 == 0) break; }
    if (a == 1) continue; y[i] += 100; }

// return inside of a plain loop
    for (int k = 0; k < 9; k++) { y[i] += 1; if (k + t % 4 == 10) return; } __syncthreads();
    y[i] = 1000;

// return inside of nested plain loops
    for (int a = 0; a < 3; a++) { for (int b = 0; b < 3; b++) { if (a * 3 + b == t) return; y[i]++; }
    y[i] += 50; } __syncthreads(); y[i] += 1000;

// return inside of a plain switch
    switch (t % 3) { case 0: y[i] = 1; return; case 1: y[i] = 2; break; default: y[i] = 3; }
    __syncthreads(); y[i] += 10;

// return inside of a switch in a loop
    for (int k = 0; k < 4; k++) { switch (k + t % 8) { case 9: return; case 5: y[i] += 100; break;
    default: y[i]++; } y[i] += 10; } __syncthreads(); y[i] += 1000;

// switch of warps
    int v = x[i]; switch (t / 32) { case 0: v += __shfl_xor_sync(~0u, v, 1); break; case 1: v = 4;
    v += __shfl_xor_sync(~0u, t, 2); break; } y[i] = v;

// call in a branch
    int v = x[i]; if (t < 32) { v = warp_sum(v); if (t == 0) y[0] = v; } y[t] += v;

// call with a guard before it
    if (t >= 32) return; const int total = warp_sum(x[i]); if (t == 0) y[0] = total; else y[t] = 1;

// call that stores
    if (t < 32) store_sum(x[i], y + t); else y[i] = 3;

// call with several returns
    int v = 0; if (t < 32) v = clipped(x[i], n); y[i] = v;

// call in a condition
    int k = 0; if (t < 32) { while (clipped(x[i] + k, 9999) < 300) k++; } y[i] = k;

// call in a call
    if (t < 32) y[i] = clipped(clipped(x[i], n), n + 1);

// uniform call of a function with a branch
    y[i] = block_sum(x[i]); y[i] += block_sum(t);

// array filled behind a guard
    if (t >= n) return; int a[3] = {x[t], 2}; __syncthreads();
    for (int k = 0; k < 3; k++) y[t] += a[k];

// local that is assigned before and behind
    int v = 1; if (t >= n) return; y[t] = v; v = x[t]; int w = v * 2; __syncthreads(); v += w;
    y[t] += v + w;
