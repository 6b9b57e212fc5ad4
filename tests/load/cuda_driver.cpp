// A stand-in for NVIDIA's driver: device memory is host memory, and the kernels of test_load_cuda.py are known by name.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

typedef uint64_t Address;
struct Module {
    std::map<std::string, Address> globals;
};
struct Function {
    Module *module;
    std::string name;
    int dynamic_bytes;
};

static std::map<Address, size_t> memory;
static thread_local bool is_current = false;
static int sticky = 0;
static std::string launches;
static const size_t MOST_BYTES = 1 << 30;

#define READY                 \
    if (sticky) return sticky; \
    if (!is_current) return 201;

static bool is_on_device(Address address, size_t size) {
    auto after = memory.upper_bound(address);
    if (after == memory.begin()) return false;
    --after;
    return address + size <= after->first + after->second;
}

template <class T> static T argument(void **places, int index) {
    T value;
    memcpy(&value, places[index], sizeof value);
    return value;
}

static int run(Function *function, void **places) {
    const std::string &name = function->name;
    if (name.find("saxpy") != std::string::npos) {
        int n = argument<int>(places, 0);
        float a = argument<float>(places, 1);
        Address x = argument<Address>(places, 2), y = argument<Address>(places, 3);
        if (!is_on_device(x, n * 4) || !is_on_device(y, n * 4)) return sticky = 700;
        for (int i = 0; i < n; i++) ((float *)y)[i] += a * ((float *)x)[i];
    } else if (name == "_Z5scaleIfLi3EEvPT_i") {
        Address x = argument<Address>(places, 0);
        int n = argument<int>(places, 1);
        if (!is_on_device(x, n * 4)) return sticky = 700;
        for (int i = 0; i < n; i++) ((float *)x)[i] *= 3;
    } else if (name.find("weigh") != std::string::npos) {
        Address y = argument<Address>(places, 0);
        if (!is_on_device(y, 12)) return sticky = 700;
        memcpy((void *)y, (void *)function->module->globals["weights"], 12);
        *(int *)function->module->globals["calls"] += 1;
    } else if (name.find("grow") != std::string::npos) {
        struct { Address p; int n; float by; } job = argument<decltype(job)>(places, 0);
        if (!is_on_device(job.p, job.n * 4)) return sticky = 700;
        for (int i = 0; i < job.n; i++) ((float *)job.p)[i] += job.by;
    } else if (name.find("factorials") != std::string::npos) {
        Address y = argument<Address>(places, 0);
        if (!is_on_device(y, 16)) return sticky = 700;
        for (int i = 0, product = 1; i < 4; product *= ++i) ((int *)y)[i] = product;
    } else {
        return sticky = 700;
    }
    return 0;
}

extern "C" {
const char *standin_launches() { return launches.c_str(); }
void standin_reset() { launches.clear(); sticky = 0; }
int standin_buffers() { return (int)memory.size(); }

int cuInit(unsigned) { return getenv("STANDIN_HAS_NO_GPU") ? 100 : 0; }
int cuDeviceGet(int *device, int) { return *device = 0; }
int cuDeviceGetCount(int *count) { *count = 1; return 0; }
int cuDeviceGetName(char *name, int size, int) { snprintf(name, size, "Stand-in GPU"); return 0; }
int cuDriverGetVersion(int *version) { *version = 12040; return 0; }
int cuDeviceGetAttribute(int *value, int which, int) {
    *value = which == 75 ? 8 : which == 76 ? 0 : which == 97 ? 100000 : -1;
    return *value < 0;
}
int cuDevicePrimaryCtxRetain(void **context, int) { *context = &memory; return 0; }
int cuCtxSetCurrent(void *context) { is_current = context == &memory; return is_current ? 0 : 201; }
int cuCtxSynchronize() { READY return 0; }
int cuMemAlloc_v2(Address *address, size_t size) {
    READY
    if (size > MOST_BYTES) return 2;
    *address = (Address)malloc(size);
    memory[*address] = size;
    return 0;
}
int cuMemFree_v2(Address address) {
    if (!memory.erase(address)) return 1;
    free((void *)address);
    return 0;
}
int cuMemcpyHtoD_v2(Address to, const void *from, size_t size) {
    READY
    if (!is_on_device(to, size)) return 1;
    memcpy((void *)to, from, size);
    return 0;
}
int cuMemcpyDtoH_v2(void *to, Address from, size_t size) {
    READY
    if (!is_on_device(from, size)) return 1;
    memcpy(to, (void *)from, size);
    return 0;
}
int cuMemcpyDtoDAsync_v2(Address to, Address from, size_t size, void *) {
    READY
    if (!is_on_device(to, size) || !is_on_device(from, size)) return 1;
    memmove((void *)to, (void *)from, size);
    return 0;
}
int cuModuleLoadData(Module **module, const char *image) {
    READY
    if (memcmp(image, "\177ELF", 4)) return 200;
    *module = new Module;
    return 0;
}
int cuModuleGetFunction(Function **function, Module *module, const char *name) {
    READY
    *function = new Function{module, name, 49152};
    return 0;
}
int cuModuleGetGlobal_v2(Address *address, size_t *size, Module *module, const char *name) {
    READY
    *size = std::string(name) == "weights" ? 12 : 4;
    Address &known = module->globals[name];
    if (!known) {
        known = (Address)calloc(1, *size);
        memory[known] = *size;
    }
    *address = known;
    return 0;
}
int cuFuncGetAttribute(int *value, int which, Function *function) {
    *value = which == 0 ? 512 : which == 1 ? 16 : which == 8 ? function->dynamic_bytes : -1;
    return *value < 0;
}
int cuFuncSetAttribute(Function *function, int which, int value) {
    if (which != 8) return 1;
    function->dynamic_bytes = value;
    return 0;
}
int cuLaunchKernel(Function *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared, void *stream, void **places, void **) {
    READY
    if ((int)shared > function->dynamic_bytes || stream) return 1;
    char line[400];
    snprintf(line, sizeof line, "%s %u,%u,%u %u,%u,%u %u\n", function->name.c_str(), gx, gy, gz, bx, by, bz, shared);
    launches += line;
    run(function, places);  // what goes wrong is said by the next call, as by a GPU
    return 0;
}
int cuGetErrorName(int status, const char **name) {
    *name = status == 2     ? "CUDA_ERROR_OUT_OF_MEMORY"
            : status == 100 ? "CUDA_ERROR_NO_DEVICE"
            : status == 700 ? "CUDA_ERROR_ILLEGAL_ADDRESS"
                            : "CUDA_ERROR_OTHER";
    return 0;
}
int cuGetErrorString(int, const char **text) { *text = "said by the stand-in"; return 0; }
}
