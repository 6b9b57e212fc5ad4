struct Cut { int sign, leaves[4]; unsigned truth : 16; unsigned value : 11; unsigned n : 4; bool used; };
struct Mixed { int a : 5; unsigned b : 30; int c : 7; unsigned char d : 3; bool e : 1; long long f : 40; short g : 9; };
union Both { int whole; int low : 7; unsigned flag : 1; };
__device__ int twice(int x) { return 2 * x; }
__global__ void cuts(Cut* cuts, Mixed* mixed, Both* both, int* sizes, long long* out) {
    int i = threadIdx.x;
    cuts[i].truth = cuts[i].truth + 70000 * i;
    cuts[i].value -= 1u + i;
    cuts[i].n++;
    cuts[i].used = !cuts[i].used;
    Mixed m = mixed[i];
    m.a = twice(m.a) + i;
    m.c -= 3;
    m.d ^= 5;
    m.e = m.b > 100u;
    m.f = m.f * -3;
    m.g += m.a;
    mixed[i] = m;
    both[i].low = both[i].low - i;
    if (both[i].flag) both[i].whole <<= 1;
    Mixed made = {1, 2u, -3, 4, true, -5};
    long long* o = out + 8 * i;
    o[0] = made.a; o[1] = made.b; o[2] = made.c; o[3] = made.d; o[4] = made.e; o[5] = made.f; o[6] = made.g;
    o[7] = m.b;
    sizes[0] = sizeof(Cut); sizes[1] = sizeof(Mixed); sizes[2] = sizeof(Both);
}

struct Flags {
    unsigned ready : 1;
    unsigned count : 31;
};
__device__ int next(Flags* flags) {
    flags->ready = 1;  // the very word that the caller is about to write
    return 7;
}
// A value with an effect on the word comes before the word is read; a step of a loop, a field of a value.
__global__ void order(Flags* flags, int* out) {
    Flags* mine = flags + threadIdx.x;
    mine->count = next(mine);
    int sum = 0;
    for (Flags f = {0, 0}; f.count < 5; f.count++) sum += f.count;
    out[threadIdx.x] = sum + mine->ready;
}
