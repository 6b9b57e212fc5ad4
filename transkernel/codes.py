"""Every diagnostic code, with its title and what `transkernel explain` says of it.

Ranges: TK01xx source and preprocessing, TK02xx language, TK03xx CUDA semantics, TK04xx target limits,
TK05xx portability warnings, TK06xx verification, TK09xx internal. A code is never given a second meaning.
"""

from __future__ import annotations

from transkernel.records import record


@record
class Code:
    """title: a noun phrase; meaning: what happened and why it matters; example: a few lines that cause it;
    way_out: what the user can do."""

    title: str
    meaning: str
    example: str
    way_out: str


CODES: dict[str, Code] = {
    # --- TK01xx: source and preprocessing
    "TK0101": Code(
        "no kernel in the input",
        "The input holds no `__global__` function, so there is nothing to translate.",
        "int main() { return 0; }",
        "Give the file that defines the kernel, or the folder that holds it.",
    ),
    "TK0102": Code(
        "a file that is not text",
        "The file holds a zero byte, so it is a binary or UTF-16 file. None of it was read.",
        "",
        "Give the source text; save UTF-16 text as UTF-8.",
    ),
    "TK0103": Code(
        "comment without an end",
        "A `/*` has no `*/` behind it in the file. Reading goes on at the next line.",
        "/* loads a tile\n__global__ void f() {}",
        "Close the comment.",
    ),
    "TK0104": Code(
        "literal without an end",
        "A string or character literal is not closed on its line (a raw string: in the file).",
        "char c = 'a;",
        "Close the literal.",
    ),
    "TK0105": Code(
        "malformed directive",
        "A preprocessor directive breaks its own syntax or is not known, so it was not done.",
        "#define 3 x",
        "Correct the directive as the message says.",
    ),
    "TK0106": Code(
        "unbalanced conditional",
        "An `#if` has no `#endif`, or an `#else`, `#elif` or `#endif` belongs to no `#if`.",
        "#if 1\nint a;",
        "Add or remove the directive that the message names.",
    ),
    "TK0107": Code(
        "condition without a value",
        "The expression of an `#if` or `#elif` is no integer constant expression, so its group was dropped.",
        "#if 1 / 0\n#endif",
        "Correct the condition, or define the macro that it calls with `-D`.",
    ),
    "TK0108": Code(
        "#error",
        "The source itself says that it cannot be compiled this way.",
        "#ifndef BLOCK\n#error BLOCK is needed\n#endif",
        "Give the macros that it asks for with `-D`.",
    ),
    "TK0109": Code(
        "#warning",
        "The source itself warns; the words are its own.",
        "#warning deprecated",
        "Read the words; nothing was changed because of them.",
    ),
    "TK0110": Code(
        "macro defined twice",
        "A macro is defined again with another body and without an `#undef`. The later one counts from there on.",
        "#define N 1\n#define N 2",
        "Remove one definition, or put an `#undef` before the second.",
    ),
    "TK0111": Code(
        "wrong number of macro arguments",
        "A function-like macro is given more or fewer arguments than it takes. The call was left as it stands.",
        "#define ADD(a, b) a + b\nint x = ADD(1);",
        "Give the number of arguments that the definition takes; put parentheses around commas.",
    ),
    "TK0112": Code(
        "macro call without an end",
        "The parentheses of a macro call are not closed before the file ends.",
        "#define F(x) x\nF(1",
        "Close the parenthesis.",
    ),
    "TK0113": Code(
        "no token by `#` or `##`",
        "`##` joins two tokens to something that is no token, or `#` makes no string literal.",
        "#define CAT(a, b) a##b\nCAT(+, x)",
        "Remove the `##`; tokens side by side need none.",
    ),
    "TK0114": Code(
        "macro expansion too large",
        "Macros make more tokens, or nest deeper, than any real program does. What stands behind was not read.",
        "#define A B B\n#define B C C",
        "Write the macro so that its expansion is smaller, or translate the preprocessed text.",
    ),
    "TK0115": Code(
        "include out of the roots",
        "An `#include` leads, by `..`, an absolute path or a symbolic link, out of the folders that may be read.",
        '#include "../../secret.h"',
        "Add the folder of the header with `-I`, or copy the header into the tree.",
    ),
    "TK0116": Code(
        "includes too deep",
        "Headers include one another without end, or deeper than any real program does.",
        '// a.h\n#include "a.h"',
        "Put `#pragma once` or an include guard into the headers.",
    ),
    "TK0117": Code(
        "includes too large",
        "The headers that a file includes hold more text than is read for one file.",
        "",
        "Include less, or translate the preprocessed text.",
    ),
    "TK0118": Code(
        "unreadable header",
        "A header was found and could not be read.",
        "",
        "Look at the permissions of the file.",
    ),
    "TK0119": Code(
        "condition on an unknown name",
        "A condition depends on a name that is not defined and counts as 0; a header that was not found may define it.",
        '#include "config.h"\n#if USE_HALF\n#endif',
        "Make the header available with `-I`, or define the name with `-D`.",
    ),
    # --- TK02xx: language
    "TK0201": Code(
        "syntax error",
        "The text is not in the grammar of the CUDA C++ subset (grammars/). Only the declaration that holds the "
        "place is lost.",
        "__global__ void k(int* p) { p[0] = 1 }",
        "Correct it; where a macro is named, give the header that defines it with -I, or define it with -D.",
    ),
    "TK0202": Code(
        "bracket never closed",
        "A `(`, `[` or `{` has no partner. What begins at the start of a line further down is read as usual.",
        "__global__ void k(int* p) { if (p) { p[0] = 1; }",
        "Close it; an `#if` that takes one of two opening lines can cause this too.",
    ),
    "TK0203": Code(
        "bracket closes nothing",
        "A `}` stands where nothing is open. It is skipped.",
        "__global__ void k(int* p) { p[0] = 1; } }",
        "Remove it.",
    ),
    "TK0204": Code(
        "nested too deeply",
        "Parentheses, blocks or template arguments are nested so deeply that they cannot be read.",
        "",
        "Split the expression, or the macro that made it.",
    ),
    "TK0205": Code(
        "C++ outside of the subset",
        "Exceptions, `new` and `delete`, `typeid`, coroutines, concepts, and launches from inside a kernel are not "
        "translated.",
        "__global__ void k(int n) { if (n < 0) throw 1; }",
        "Report errors through memory, take memory from the host, launch from the host.",
    ),
    "TK0206": Code(
        "not valid C++",
        "The text breaks a rule of C++ or CUDA, so that the original does not compile either, and a port would have to "
        "guess at its meaning: a name declared twice, a reference bound to a value of another type, a value where "
        "there is none.",
        "__global__ void k(float* x) { int& n = x[0]; n = 1; }",
        "Correct it as the message says; where a macro or a header is missing, give it with -D or -I.",
    ),
    "TK0230": Code(
        "a literal without a type",
        "A number or character literal is malformed, or fits no C++ type.",
        "int n = 99999999999999999999;",
        "Write a literal that C++ accepts.",
    ),
    "TK0231": Code(
        "no such conversion",
        "C++ has no implicit conversion between these two types, so the original would not compile either, or it "
        "uses a conversion that transkernel does not know.",
        "__global__ void k(float* x) { int* p = x; }",
        "Write the conversion out, or check the type.",
    ),
    "TK0232": Code(
        "unknown type",
        "A name stands where a type must be, and nothing in the text or the headers at hand declares it as one.",
        "__global__ void k(Widget w) { }",
        "Give the folder of the header that declares it with -I.",
    ),
    "TK0233": Code(
        "a type that a kernel's port cannot have",
        "The type has no counterpart in a port: a pointer to a function, a 128-bit integer.",
        "__global__ void k(void (*f)(int)) { }",
        "Pass what the pointer selects as a template argument or an enum.",
    ),
    "TK0234": Code(
        "an array without a size",
        "The extent of an array is missing or negative.",
        "__global__ void k() { int a[]; }",
        "Give the array a constant extent.",
    ),
    "TK0235": Code(
        "template arguments do not fit",
        "A template was given too many arguments, or one that is needed can neither be deduced nor has a default.",
        "template <typename T> __device__ T zero();\n__global__ void k(float* x) { *x = zero(); }",
        "Write the arguments in angle brackets.",
    ),
    "TK0236": Code(
        "not a constant",
        "Something that must be known at translation time is not: the extent of an array, a case label, a template "
        "argument.",
        "__global__ void k(int n) { float a[n]; }",
        "Make it a constant, a template parameter or a `#define` (give it with -D).",
    ),
    "TK0237": Code(
        "a parameter pack out of place",
        "A parameter pack is used without `...`, or `...` follows something that holds no pack.",
        "template <class... T> __device__ int f(T... x) { return x; }",
        "Expand the pack with `...`.",
    ),
    "TK0238": Code(
        "a class without a definition",
        "The class is declared, but its definition is not in the text or the headers at hand.",
        "struct Node;\n__global__ void k(Node n) { }",
        "Give the folder of the header that defines it with -I.",
    ),
    "TK0239": Code(
        "a class that a port cannot have",
        "The class has virtual functions, or a base or member that cannot be laid out.",
        "struct Shape { virtual float area(); };",
        "Use templates or an enum in place of virtual functions.",
    ),
    "TK0240": Code(
        "a kernel template without an instance",
        "Nothing at hand says with which arguments the kernel template is used: no launch, no explicit instantiation.",
        "template <typename T> __global__ void k(T* x) { }",
        "Say which instance you want: --instantiate 'k<float>'.",
    ),
    "TK0241": Code(
        "a statement outside the subset",
        "The statement has no translation: inline assembly, a label that no list of statements holds, a `break` or "
        "`continue` that leaves nothing.",
        '__global__ void k() { asm("exit;"); }',
        "Write it in C++.",
    ),
    "TK0242": Code(
        "an expression outside the subset",
        "The expression has no translation here.",
        '__global__ void k(char* x) { const char* s = "text"; }',
        "Write it in another way; the message names the construct.",
    ),
    "TK0243": Code(
        "a value was wanted",
        "A function or a type stands where a value is wanted, or something that is no function is called.",
        "__global__ void k(int* x) { *x = int; }",
        "Check the name.",
    ),
    "TK0244": Code(
        "a static assertion failed",
        "The condition of a `static_assert` is false for this instance.",
        'static_assert(sizeof(int) == 8, "64-bit int");',
        "Instantiate the kernel with arguments for which it holds.",
    ),
    "TK0246": Code(
        "a `switch` out of form",
        "A case label stands inside another statement, its value is not an integer, or a variable of one case is "
        "used in another.",
        "switch (n) { case 0: { case 1: ; } }",
        "Write each case at the top level of the switch.",
    ),
    "TK0247": Code(
        "a type that cannot be deduced",
        "`auto` has no initialiser, or one that it does not fit.",
        "__global__ void k() { auto x; }",
        "Write the type.",
    ),
    "TK0248": Code(
        "a variable that outlives its function",
        "A static variable of a device function keeps its value between calls; no target has that.",
        "__device__ int next() { static int n = 0; return n++; }",
        "Use a `__device__` variable.",
    ),
    "TK0249": Code(
        "a reference to nothing",
        "A reference is declared without what it refers to.",
        "__global__ void k() { int& r; }",
        "Bind it where it is declared.",
    ),
    "TK0250": Code(
        "an initialiser that does not fit",
        "A braced list has too many values, or values for a type that takes none.",
        "__global__ void k() { int a[2] = {1, 2, 3}; }",
        "Give as many values as there are elements.",
    ),
    "TK0251": Code(
        "not assignable",
        "The left side of an assignment is a value or is const.",
        "__global__ void k(const float* x) { x[0] = 1; }",
        "Remove the const, or write to another place.",
    ),
    "TK0252": Code(
        "an operator that does not work on these types",
        "The operator has no meaning for the operands, built in or defined by the program.",
        "__global__ void k(float x, float* y) { *y = x % 2; }",
        "Use a function for it (fmodf), or define the operator.",
    ),
    "TK0253": Code(
        "not a place in memory",
        "Something is dereferenced, indexed, or has its address taken that is not memory.",
        "__global__ void k(int n) { *n = 1; }",
        "Check the type.",
    ),
    "TK0254": Code(
        "no object",
        "A member or `this` is used where there is no object.",
        "struct S { int n; static __device__ int f() { return n; } };",
        "Use an object.",
    ),
    "TK0255": Code(
        "unknown name",
        "Nothing in the text or the headers at hand declares the name. It may come from a header that was not found: "
        "transkernel guesses at nothing.",
        "__global__ void k(float* x) { *x = secret(1); }",
        "Give the folder of the header that declares it with -I, or the macro with -D.",
    ),
    "TK0256": Code(
        "no function fits",
        "There are functions of this name, but none takes these arguments; each is listed with the reason.",
        "__device__ int f(int* p);\n__global__ void k(float x) { f(x); }",
        "Check the arguments.",
    ),
    "TK0257": Code(
        "host code in a kernel",
        "A kernel uses a function or variable that only the host has.",
        "int f() { return 1; }\n__global__ void k(int* x) { *x = f(); }",
        "Mark the function `__device__`, or the variable `constexpr`.",
    ),
    "TK0258": Code(
        "no such member",
        "The class, struct or vector has no member of this name.",
        "__global__ void k(float3 v, float* x) { *x = v.w; }",
        "Check the name; the nearest is named where there is one.",
    ),
    "TK0259": Code(
        "a function without a body",
        "The function is declared, but its body is not in the text or the headers at hand.",
        "__device__ float f(float);\n__global__ void k(float* x) { *x = f(1); }",
        "Give the file that defines it as a header, with -I.",
    ),
    "TK0260": Code(
        "recursion",
        "A device function calls itself, directly or through others. OpenCL C, Triton and the NPUs have no call "
        "stack for it.",
        "__device__ int f(int n) { return n < 2 ? n : f(n - 1) + f(n - 2); }",
        "Write it as a loop.",
    ),
    "TK0261": Code(
        "a CUDA function called in a way it does not have",
        "The number or the types of the arguments of one of CUDA's own functions do not fit.",
        "__global__ void k(int x) { atomicAdd(x, 1); }",
        "See the CUDA C++ Programming Guide for the function.",
    ),
    "TK0262": Code(
        "a CUDA function that no target has",
        "The function reads something that the targets do not offer, such as a clock.",
        "__global__ void k(long long* t) { *t = clock64(); }",
        "Measure time on the host.",
    ),
    "TK0263": Code(
        "printf out of form",
        "The format of `printf` must be a string literal, and strings cannot be its arguments.",
        "__global__ void k(const char* s) { printf(s); }",
        "Write the text into the format.",
    ),
    "TK0264": Code(
        "memmove of unknown length",
        "What may overlap is copied by way of an array of its own, whose length must be known at translation time.",
        "__global__ void k(char* a, int n) { memmove(a + 1, a, n); }",
        "Write a loop.",
    ),
    "TK0265": Code(
        "numeric_limits of an unknown type",
        "`numeric_limits` is known for number types and its usual members.",
        "std::numeric_limits<Widget>::max()",
        "Use the constant itself.",
    ),
    "TK0266": Code(
        "no such kernel",
        "`--instantiate` names a kernel that the input does not define.",
        "--instantiate 'missing<float>'",
        "Check the name.",
    ),
    "TK0267": Code(
        "nested too deeply",
        "Expressions or calls are nested more deeply than transkernel follows.",
        "((((...))))",
        "Split the expression.",
    ),
    "TK0268": Code(
        "an ambiguous call",
        "Two functions of this name fit the arguments equally well, so that C++ would not choose either.",
        "__device__ int f(int);\n__device__ int f(float);\n__global__ void k(double x) { f(x); }",
        "Cast the argument to the type that you mean.",
    ),
    "TK0269": Code(
        "a guessed instance",
        "Nothing at hand says with which arguments the kernel template is used, so it was translated with likely ones: "
        "a parameter's own default, float for a type, 32 for an integer, false for a bool, an enum's first value; "
        "where that does not translate, int, smaller integers and the other values.",
        "template <typename T> __global__ void k(T* x) { *x = 0; }",
        "Say which instance you want: --instantiate 'k<double>'.",
    ),
    "TK0270": Code(
        "more instances than are translated",
        "Host code uses the kernel template with very many lists of template arguments. The first are translated.",
        "template <int... N> void all() { (k<N><<<1, 1>>>(), ...); }",
        "Ask for the others: --instantiate 'k<64>'.",
    ),
    "TK0271": Code(
        "a cooperative group that a port cannot have",
        "Blocks, and tiles of a warp or a power of two below it, are translated. Groups that are formed at run time, "
        "tiles "
        "of several warps, clusters and asynchronous copies are not.",
        "auto g = cooperative_groups::coalesced_threads();",
        "Use `tiled_partition` with a constant size, or the warp functions with a mask.",
    ),
    "TK0273": Code(
        "a library or feature that is not translated",
        "The kernel uses something that is known by name and has no counterpart in a port yet: textures and "
        "surfaces, warp matrix fragments of fewer than 8 bits or of TF32, "
        "CUB and thrust in kernels, random numbers, libcu++'s barriers, CuTe, 8-bit floats.",
        "__global__ void k(cudaTextureObject_t t, float* x) { *x = tex1Dfetch<float>(t, 0); }",
        "Write the operation out with plain memory and arithmetic; the note says how.",
    ),
    "TK0274": Code(
        "a `goto` that structured code cannot say",
        "A jump forward to a label in the same or an enclosing block is written with conditions. A jump back is a "
        "loop, a jump into a block or past an initialisation is a thing that the targets do not have.",
        "__global__ void k(int* x) { again: if (x[0]++ < 9) goto again; }",
        "Write the loop as a loop; declare what is initialised between the jump and its label before the jump.",
    ),
    "TK0272": Code(
        "a barrier of the whole grid",
        "The blocks of a grid do not run at the same time on the targets, so they cannot wait for one another.",
        "cooperative_groups::this_grid().sync();",
        "Split the kernel in two at the barrier.",
    ),
    "TK0279": Code(
        "a CUDA function that is not translated",
        "transkernel knows the function and does not translate it; the message says why. docs/intrinsics.md lists all.",
        "__global__ void k(float* x) { x[0] = j0f(x[0]); }",
        "Write what the function does with others, or leave this kernel in CUDA.",
    ),
    # --- TK03xx: CUDA semantics
    "TK0301": Code(
        "pointer into two kinds of memory",
        "One pointer variable, parameter or field may point to, say, shared and global memory. CUDA finds out while it"
        " runs; the targets have to know at translation time. The notes name both places.",
        "float* p = flag ? shared_tile : x;\nscale(&p);",
        "Use two pointers, or choose between the values instead of between the pointers: `flag ? a[i] : b[i]`.",
    ),
    "TK0302": Code(
        "recursive device function",
        "A device function calls itself, directly or through others. The targets have no call stack for it.",
        "__device__ int f(int n) { return n ? n * f(n - 1) : 1; }",
        "Write the recursion as a loop; a recursive template with a constant depth is no recursion.",
    ),
    "TK0310": Code(
        "barrier in a switch that falls through",
        "A barrier, or a warp operation that the target emulates with barriers, stands in a `switch` that not all"
        " threads of the block go through alike. All of them must reach it, and a switch whose cases run into one"
        " another, or are left from within, cannot be rewritten for that.",
        "switch (threadIdx.x % 3) {\n  case 0: x = 1;\n  case 1: y = __shfl_sync(~0u, x, 0); break;\n}",
        "End each case with `break`, or write the switch as a chain of `if`.",
    ),
    "TK0311": Code(
        "barrier in a loop's step",
        "The step of a `for` loop calls a function with a barrier or warp operation in it, and not all threads of the"
        " block make the same iterations.",
        "for (int i = threadIdx.x; i < n; i = next_of_warp(i)) work(i);",
        "Move the call to the end of the loop's body.",
    ),
    "TK0312": Code(
        "large array between barriers that not all threads reach",
        "A local array gets its initial value where some threads are missing, and is used behind a barrier. It would"
        " have to be filled element by element, and it is too long for that.",
        "if (i >= n) return;\nfloat sums[1024] = {};\n__syncthreads();",
        "Declare the array before the threads part, or fill it in a loop.",
    ),
    "TK0313": Code(
        "calls with barriers that grow too large",
        "Device functions with barriers or warp operations are called by a part of the block, so that their bodies have"
        " to stand in for the calls; they call one another so often that this is more code than a device takes.",
        "__device__ int f1(int a) { return f0(a) + f0(a + 1); }\n"
        "__device__ int f2(int a) { return f1(a) + f1(a + 1); }",
        "Call them where all threads of the block do, or take the barrier out of the innermost one.",
    ),
    # --- TK04xx: target limits
    "TK0401": Code(
        "pointers in memory",
        "OpenCL C 1.2 buffers and argument structs hold no pointers: the addresses of a device's buffers are not known"
        " to the host. Pointers directly in a struct parameter are handed over one by one; behind another pointer or in"
        " an array they cannot be.",
        "__global__ void sum(const float** rows, float* out);",
        "Pass one buffer and offsets into it, or each pointer as a parameter of its own.",
    ),
    "TK0402": Code(
        "printf of a string",
        "OpenCL's printf takes only literals for `%s`, and strings in memory are not carried over.",
        'printf("%s\\n", name);',
        "Write the text into the format.",
    ),
    "TK0403": Code(
        "trap",
        '`__trap` and `asm("trap;")` stop the whole grid with an error. OpenCL C has nothing that stops a kernel.',
        "if (i >= n) __trap();",
        "Write an error flag into a buffer and return.",
    ),
    "TK0404": Code(
        "clock",
        "OpenCL C 1.2 gives a kernel no clock.",
        "long long start = clock64();",
        "Time the launch from the host, with OpenCL's profiling events.",
    ),
    "TK0405": Code(
        "function without equivalent",
        "CUDA has this function on these types, and OpenCL C has neither it nor anything transkernel would make it of.",
        "float y = erfcinvf(x);",
        "Write the function out in the kernel.",
    ),
    "TK0406": Code(
        "atomic without equivalent",
        "OpenCL C 1.2 has atomics on 32 and, by extension, 64 bits of global and local memory. Others are made by"
        " compare-and-swap where CUDA has them too; this one is not among them.",
        "char* flag; atomicOr(flag, 1);",
        "Use a 32-bit variable in global or shared memory.",
    ),
    "TK0407": Code(
        "vector of another layout in an initialiser",
        "A struct or array holds a vector that OpenCL C lays out in another way than CUDA (three lanes, or four"
        " doubles), so that its lanes are stored one by one; its value comes from a call, which would be made for "
        "each.",
        "Ray ray = {cross(a, b)};",
        "Store the call's result in a variable first.",
    ),
    "TK0408": Code(
        "bits of a struct",
        "The bytes of a struct, an array or a vector of three lanes are read as another type. OpenCL C reinterprets"
        " numbers and vectors of the same layout only.",
        "float3 v = __builtin_bit_cast(float3, triple);",
        "Copy the members one by one.",
    ),
    "TK0409": Code(
        "rounding without equivalent",
        "A conversion rounds in a direction that OpenCL C has no function for between these two types.",
        "__nv_bfloat16 y = __float2bfloat16_rz(x);",
        "Round to nearest, or convert the bits.",
    ),
    "TK0410": Code(
        "pointer into unknown memory",
        "It is not known whether this pointer leads to global, shared, constant or private memory. OpenCL C 1.2 has one"
        " pointer type for each.",
        "float* p = table[i];",
        "Keep pointers to one kind of memory in one variable, and do not store them in memory.",
    ),
    "TK0411": Code(
        "bit-field that no word holds alone",
        "OpenCL C has no bit-fields (OpenCL C 1.2, 6.9.c): the port has the words that hold them, and shifts. Here such"
        " a word would hold another member too, or the bit-field is written in a way that reads its place twice.",
        "struct Packed { unsigned low : 24; unsigned char high; };",
        "Use whole members and shifts, or bit-fields that fill their type.",
    ),
    "TK0412": Code(
        "recursion in OpenCL C",
        "OpenCL C has no recursion (OpenCL C 1.2, 6.9.i).",
        "__device__ int depth(int n) { return n ? 1 + depth(n - 1) : 0; }",
        "Write a loop, with a stack in an array where one is needed.",
    ),
    "TK0413": Code(
        "start value that is not constant",
        "A `__device__` or `__constant__` variable becomes a buffer whose start value stands in the manifest, as bytes."
        " This one is not a constant that the translator can compute.",
        "__device__ float scale = sqrtf(2.0f);",
        "Write the number, or set the variable from the host.",
    ),
    "TK0420": Code(
        "function without equivalent in Triton",
        "CUDA has this function on these types. Neither Triton nor libdevice has it, nor anything transkernel would"
        " make it of.",
        "float f = remquof(x, y, &quotient);",
        "Write the function out in the kernel.",
    ),
    "TK0421": Code(
        "addresses exchanged between threads",
        "Threads hand one another addresses by way of shuffles or shared memory. Triton gathers numbers only.",
        "const float* theirs = (const float*)__shfl_sync(~0u, (unsigned long long)mine, 0);",
        "Exchange offsets into one buffer.",
    ),
    "TK0422": Code(
        "atomic without equivalent in Triton",
        "Triton has atomics on numbers of 32 and 64 bits, and the addition of 16-bit floats. It has none that counts"
        " and starts again, and its compare-and-swap takes no mask, so that the buffer must be known.",
        "unsigned ticket = atomicInc(&count, gridDim.x);",
        "Use atomicAdd and a remainder, or a 32-bit variable.",
    ),
    "TK0423": Code(
        "rounding without equivalent in Triton",
        "A conversion rounds in a direction that neither Triton nor libdevice has a function for between these two"
        " types.",
        "__nv_bfloat16 y = __float2bfloat16_rz(x);",
        "Round to nearest, or convert the bits.",
    ),
    "TK0424": Code(
        "printf that Triton cannot say",
        "Triton prints a text and a value at a time. This format does not have one conversion for each of the values.",
        'printf("%*d\\n", width, value);',
        "Write the width into the format.",
    ),
    "TK0440": Code(
        "numbers that a TPU has not",
        "A TPU has no doubles and no integers of 64 bits. Addresses of 64 bits are computed in 32, which hold every"
        " index of an array in its memory; other such numbers are translated where they are known to fit. These are"
        " not.",
        "__global__ void k(long long* x) { x[0] *= 3; }",
        "Compute in `float` or `int`, or translate to `opencl`.",
    ),
    "TK0441": Code(
        "a pointer without one buffer",
        "A TPU's memory is arrays, which have no addresses: it must be known which array each pointer points into. This"
        " one may point into several, or is computed with as a number.",
        "const float* from = flip ? a : b;\nx[i] = from[i];",
        "Choose between the values, `flip ? a[i] : b[i]`.",
    ),
    "TK0442": Code(
        "function without equivalent in JAX",
        "CUDA has this function on these types. JAX has none like it, nor anything transkernel would make it of.",
        "float f = remquof(x, y, &quotient);",
        "Write the function out in the kernel.",
    ),
    "TK0443": Code(
        "memory read as elements of several sizes",
        "An array of JAX has elements of one size. The kernel reads this memory as bytes here, say, and as words"
        " there.",
        "unsigned char* bytes = (unsigned char*)words;\nx[i] = words[i] + bytes[i];",
        "Take the parts of a word by shifts.",
    ),
    "TK0444": Code(
        "output or assertion in a TPU kernel",
        "`printf`, `assert` and their kin have no counterpart in a kernel for a TPU.",
        "assert(i < n);",
        "Take it out, or write what is to be seen into an array.",
    ),
    "TK0445": Code(
        "not accepted by the compiler of a TPU",
        "JAX's TPU simulator runs such a port, but libtpu does not compile it for this TPU: the message names the"
        " rule.",
        "y[i] = x[index[i]];",
        "Use the profile `portable` to run it in the simulator.",
    ),
    "TK0446": Code(
        "rounding without equivalent in JAX",
        "A conversion rounds in a direction that JAX has no function for between these two types.",
        "half h = __float2half_rz(x);",
        "Round to nearest, or write the rounding out.",
    ),
    "TK0460": Code(
        "an object without parts",
        "In the program of a block every value is numbers and pointers. A union or bit-fields are not.",
        "union Bits { float f; unsigned u; };\n__global__ void k(float* x) { Bits b; b.f = x[0]; x[1] = b.u; }",
        "Use `__float_as_uint` and its like, or shifts and masks.",
    ),
    "TK0461": Code(
        "an operation without a form in tiles",
        "A tile program works on tiles of numbers. This operation needs something else: the bits of a whole struct,"
        " arithmetic of whole vectors, a clock.",
        "__global__ void k(long long* x) { x[0] = clock64(); }",
        "Write it with numbers, part by part, or translate to `opencl`.",
    ),
    "TK0462": Code(
        "recursion",
        "Device functions become part of the kernel that calls them, which a function that calls itself cannot.",
        "__device__ int depth(int n) { return n < 2 ? n : 1 + depth(n / 2); }",
        "Write it as a loop.",
    ),
    "TK0464": Code(
        "a shuffle of pointers",
        "Lanes exchange numbers, not addresses.",
        "__global__ void k(float** x) { float* p = __shfl_sync(~0u, x[threadIdx.x], 0); p[0] = 1; }",
        "Shuffle an index.",
    ),
    "TK0465": Code(
        "printf of threads",
        "The lanes of a block have no text of their own to print.",
        '__global__ void k() { printf("%d\\n", threadIdx.x); }',
        "Store what is of interest, or translate to `opencl`.",
    ),
    "TK0470": Code(
        "double precision on a core that has none",
        "The cores that Ascend C's threads run on compute in 32 and 16 bits. A double is neither made a float, which"
        " would change results, nor emulated.",
        "__global__ void k(float* x) { x[0] = x[0] * 0.1; }",
        "Write `0.1f`, use float throughout, or translate to `opencl`.",
    ),
    "TK0471": Code(
        "function without equivalent in Ascend C",
        "CUDA has this function, conversion or warp operation on these types. The SIMT language has neither it nor"
        " anything transkernel would make it of.",
        "long long start = clock64();",
        "Write the function out in the kernel.",
    ),
    "TK0472": Code(
        "atomic without equivalent in Ascend C",
        "Threads have atomics on 32 bits of global and shared memory, on 64 bits of global memory, and on 16-bit floats"
        " whose old value nobody asks for.",
        "__shared__ unsigned long long total; atomicAdd(&total, 1ull);",
        "Use 32 bits in shared memory, or global memory.",
    ),
    "TK0473": Code(
        "more shared memory than a core has",
        "A block's shared memory lies in the core's buffer of 256 KB, of which 8 KB are the compiler's and at least"
        " 32 KB the cache of global memory.",
        "__shared__ float tile[256][256];",
        "Use smaller tiles.",
    ),
    "TK0474": Code(
        "lanes of two branches in one operation",
        "CUDA's warp operations name the lanes that take part, so that lanes may meet from both arms of a branch. In"
        " Ascend C those take part that come to one place together.",
        "if (lane & 1) x = __shfl_xor_sync(~0u, a, 1); else x = __shfl_xor_sync(~0u, b, 1);",
        "Choose the value in the branch, and exchange it behind.",
    ),
    "TK0475": Code(
        "printf that Ascend C cannot say",
        "Threads print `%d`, `%i`, `%u`, `%x`, `%f` and `%p`; no other conversions, and no escapes but for the end of a"
        " line.",
        'printf("%g\\n", x);',
        "Write one of these.",
    ),
    "TK0480": Code(
        "double precision on a vector unit that has none",
        "The vector units of NPUs compute in 32 and 16 bits. A double is neither made a float, which would change"
        " results, nor emulated.",
        "__global__ void k(double* x) { x[threadIdx.x] *= 2.0; }",
        "Use float throughout, or translate to `opencl`.",
    ),
    "TK0481": Code(
        "function without equivalent on vectors",
        "The vector unit has some functions of floats; others are made of these where that keeps their accuracy.",
        "__global__ void k(float* x) { x[threadIdx.x] = lgammaf(x[threadIdx.x]); }",
        "Write the function out in the kernel, or translate to `opencl`.",
    ),
    "TK0482": Code(
        "pointers in memory",
        "The cores of NPUs reach memory through copies whose places the kernel computes; an address that is itself read"
        " from memory is not one of these.",
        "__global__ void k(float** rows) { rows[blockIdx.x][threadIdx.x] = 1; }",
        "Keep the rows in one array, and pass offsets.",
    ),
    "TK0483": Code(
        "output of a kernel on an NPU",
        "A core works through whole tiles, which have no threads that could print, or stop at an assertion.",
        "__global__ void k(float* x) { assert(x[threadIdx.x] > 0); }",
        "Store what is of interest, or build with NDEBUG.",
    ),
    "TK0484": Code(
        "tiles that do not fit on the chip",
        "All tiles of a block that live at once have to fit into the core's buffer, also at the least number of lanes.",
        "__shared__ float tile[256][256];",
        "Use smaller tiles.",
    ),
    # --- TK05xx: portability warnings
    "TK0501": Code(
        "lanes that exchange without synchronisation",
        "The code counts on the lanes of a warp going through it in step, and exchanges values through `volatile`"
        " shared memory without `__syncwarp()`. GPUs since Volta do not promise that, and no other device does. The"
        " port has the synchronisation that the step gave.",
        "__device__ void tail(volatile int* s, int t) { s[t] += s[t + 16]; s[t] += s[t + 8]; }",
        "Write `int v = s[t] + s[t + 16]; __syncwarp(); s[t] = v; __syncwarp();`, or a shuffle.",
    ),
    "TK0502": Code(
        "operation of all lanes that some may miss",
        "A warp operation whose mask names all 32 lanes stands where lanes of one warp may go different ways: under a"
        " condition, in a loop with a different number of iterations, or after a `return` of some. CUDA leaves the"
        " result undefined unless every named lane comes here. In the port a lane that is missing counts as not there.",
        "if (i < n) sum += __shfl_down_sync(0xffffffff, sum, 16);",
        "Let all lanes come here (give those without work a neutral value), or give the mask of those that do.",
    ),
    "TK0503": Code(
        "shared memory read without a barrier after another thread's write",
        "An element of shared memory is read that another thread wrote, and nothing orders the two. On a GPU the"
        " threads of a warp often happen to come in the right order; elsewhere they do not.",
        "s[threadIdx.x] = x[i]; y[i] = s[threadIdx.x + 1];",
        "Put `__syncthreads()` (or `__syncwarp()` within a warp) between the write and the read.",
    ),
    "TK0504": Code(
        "waiting for another thread",
        "The loop ends only when another thread writes something. CUDA's scheduler lets that thread run sooner or later"
        " if it is on the device; OpenCL promises no such progress, and a device that runs blocks or threads one after"
        " another waits for ever.",
        "while (atomicCAS(lock, 0, 1) != 0) {}",
        "Split the kernel in two launches where the threads have to meet, or use one atomic operation in place of a"
        " lock.",
    ),
    "TK0505": Code(
        "subnormal number",
        "A `float` constant is smaller than the least normal number, 2^-126. OpenCL devices may flush such numbers to"
        " zero (they say so by the absence of CL_FP_DENORM), as CUDA does with -ftz=true.",
        "if (fabsf(x) < 1e-40f) return;",
        "Use 1.17549435e-38f (FLT_MIN) as the threshold, or double.",
    ),
    "TK0506": Code(
        "warps of 32 lanes",
        "The kernel knows of warps: it shuffles, votes, or uses `warpSize`. CUDA's warps have 32 lanes; those of other"
        " devices 4 to 128. The port keeps 32: it makes them of local memory and barriers, or asks for sub-groups of 32"
        " where the profile has them. Arithmetic with 32 and `warpSize` stays right.",
        "int warp = threadIdx.x / warpSize;",
        "Nothing needs to be done. For speed choose a profile with sub-groups (`transkernel targets`).",
    ),
    "TK0507": Code(
        "product that nvcc would contract",
        "By default nvcc makes one fused operation of `a * b + c`, which rounds once. The port is told not to, so that"
        " it gives the same on every device. Results differ in the last place.",
        "y[i] = a * x[i] + y[i];",
        "Write `fmaf(a, x[i], y[i])` where one rounding is wanted, or compare with the original built by"
        " `nvcc --fmad=false`.",
    ),
    "TK0508": Code(
        "numbers read as vectors",
        "A pointer to numbers is used as one to vectors, which asks for an address that is a multiple of the vector's"
        " size. Whole buffers have it on every device; a view that begins somewhere in a buffer may not.",
        "float4 v = reinterpret_cast<const float4*>(x)[i];",
        "Let views begin at multiples of the size that the message names.",
    ),
    "TK0509": Code(
        "`long`, whose size depends on the platform",
        "`long` has 8 bytes for nvcc under Linux, 4 under Windows; in the port it has 8 everywhere. A buffer or an"
        " argument that the host makes under Windows would have another layout.",
        "__global__ void f(long* x) { x[0] = 1; }",
        "Write `long long` or `int64_t`.",
    ),
    "TK0520": Code(
        "host function that is left to you",
        "A C++ function that launches kernels does more than check, allocate, launch and return, or does it in a way "
        "that is not read. Its kernels are translated all the same, and the manifest has the launches that could be "
        "read; no Python function is written for it.",
        "Tensor kept = mask.to(at::kCPU);   // and then a loop over it",
        "Write the function in Python, with the port's launcher: the message names the first thing that stands in the "
        "way.",
    ),
    # --- TK06xx: verification
    "TK0601": Code(
        "case file that cannot be read",
        "The case file beside the kernel is missing its permissions, is not UTF-8, or is not TOML. No case of"
        " it was run.",
        '[[case]\nname = "odd tail"',
        "Correct the place that the message names.",
    ),
    "TK0602": Code(
        "unknown key in a case file",
        "A key stands where no key of that name is known. It is an error and not ignored, because a misspelt "
        "`out` or `fill` would change what is checked.",
        'x = { shpae = [8], dtype = "float32" }',
        "Use the nearest known key, which the message names.",
    ),
    "TK0603": Code(
        "wrong value in a case file",
        "A key has a value of another type, or out of the range, that it may have.",
        'block = "256"',
        "Give what the message asks for.",
    ),
    "TK0604": Code(
        "missing key in a case file",
        "A case, a buffer or a fill does not say something that has no default.",
        'x = { dtype = "float32", fill = "normal" }',
        "Add the key that the message names.",
    ),
    "TK0605": Code(
        "unknown dtype or fill",
        "A buffer has an element type or a fill that the harness does not know.",
        'x = { shape = [8], dtype = "float", fill = "gauss" }',
        "Use one of the names that the message lists.",
    ),
    "TK0606": Code(
        "arguments that do not fit the kernel",
        "The names, types or sizes in `[case.args]` are not those of the kernel's parameters and of the file-"
        "scope variables.",
        "__global__ void f(int n);   // case: args = { m = 3 }",
        "Give each parameter of the kernel one argument of its type.",
    ),
    "TK0607": Code(
        "case for a kernel that is not there",
        "The case names a kernel that the file does not define, or an instance that was not made.",
        'kernel = "reduce<flaot, 256>"',
        "Correct the name; template arguments are written as in CUDA.",
    ),
    "TK0608": Code(
        "case that checks nothing",
        "No output was compared: nothing has `out = true`, the outputs have no elements, or the original "
        "wrote none of them. Such a case never passes.",
        'y = { shape = [0], dtype = "float32", out = true }',
        "Mark the outputs, and launch enough threads to write them.",
    ),
    "TK0609": Code(
        "data file that cannot be used",
        'The file of a `file = "x.npz:key"` is missing, outside of the case file\'s folder, no .npz, or holds '
        "another dtype or shape.",
        'x = { shape = [8], dtype = "float32", file = "../x.npz:x" }',
        "Put the .npz beside the case file, with an array of that dtype and shape.",
    ),
    "TK0610": Code(
        "wide tolerance without a reason",
        "The case allows more than the default of the dtype does and does not say why.",
        "[case.tolerance]\nrtol = 1e-2",
        "Add `reason`, or leave the tolerance out.",
    ),
    "TK0611": Code(
        "case file that asks for too much",
        "A buffer, a case or a sweep is larger than what is run.",
        'x = { shape = [1000000000000], dtype = "float32" }',
        "Use smaller shapes or fewer combinations.",
    ),
    "TK0612": Code(
        "kernel without a case",
        "There is no case file beside the kernel file, or no case in it names this kernel, so nothing was verified.",
        "__global__ void f(float *x) { x[threadIdx.x] = 0; }",
        "Write NAME.toml beside NAME.cu with a [[case]] for the kernel.",
    ),
    "TK0613": Code(
        "original that depends on the order of its threads",
        "The original gave different results when its threads ran in the opposite order, or when its output "
        "started with other values: it has a race, or reads memory that nobody wrote. There is nothing that a"
        " port could agree with.",
        "__shared__ int s[32]; s[threadIdx.x] = x[threadIdx.x]; y[threadIdx.x] = s[31 - threadIdx.x];   // no"
        " __syncthreads()",
        "Add the missing synchronisation or initialisation to the original.",
    ),
    "TK0614": Code(
        "write outside of a buffer",
        "The guard bands around a buffer changed: the kernel writes out of bounds.",
        "y[blockIdx.x * blockDim.x + threadIdx.x] = 0;   // no check against n",
        "Where the original does it, correct the kernel or the sizes in the case. Where only the port does "
        "it, it is a bug to report.",
    ),
    "TK0615": Code(
        "input that was changed",
        "A buffer that the case does not mark `out = true` did not come back as it was.",
        'x = { shape = [8], dtype = "float32", fill = "ones" }   // and the kernel writes x',
        "Where the original writes it, mark it `out = true`. Where only the port does, it is a bug to report.",
    ),
    "TK0616": Code(
        "nothing here can run it",
        "No usable device runs the target on this machine, or there is no C++ compiler for the original.",
        "transkernel verify saxpy.cu --to opencl",
        "`transkernel devices` says what is missing and how to install it.",
    ),
    "TK0617": Code(
        "file that is not there",
        "A path on the command line names nothing that can be read.",
        "transkernel verify no_such_file.cu",
        "Correct the path.",
    ),
    "TK0618": Code(
        "computed in lower precision",
        "Every element is inside the tolerance, and yet half of them are so far from the original that the port has "
        "likely computed them in a smaller type: more than 64 units in the last place of a float, or more than a float "
        "would be off in a double. It is not said where the original is as far from its own result in double "
        "precision.",
        "y[i] = (float)((__half)x[i] * (__half)a);   // in the port alone",
        "It is a bug to report, or the port's device has no such precision.",
    ),
    "TK0619": Code(
        "reduction that is none",
        "The case declares a reduction, and its output is no sum of products of its inputs, or the original itself is "
        "further from its result in double precision than a sum of that depth can be.",
        "[case.tolerance]\nreduction = { depth = 1 }",
        "Give the number of additions that a term goes through at most, or leave the declaration out.",
    ),
    "TK0640": Code(
        "launch that cannot be captured",
        "A program launched a kernel with something that a case cannot say: a pointer to memory that holds pointers, to"
        " a function or to memory that CUDA does not know, a struct by value whose layout is not known, or a kernel "
        "whose definition is in no file of the program. The program ran on; this launch is not among the cases.",
        "int **rows; ... walk<<<1, 32>>>(rows);",
        "Name every file that defines a kernel; where the pointers are the matter, write a case by hand.",
    ),
    "TK0641": Code(
        "captured launch that does not repeat",
        "The original, run alone on what was captured of a launch, does not leave what the launch left in the program. "
        "It depends on more than its arguments: memory behind pointers in memory, a variable, the clock, or the order "
        "of its threads. A port that agrees with it would prove nothing, so nothing was compared.",
        "__device__ int calls; __global__ void f(int *x) { x[0] = atomicAdd(&calls, 1); }",
        "Pass what the kernel depends on through its arguments, or write a case by hand.",
    ),
    "TK0650": Code(
        "race in shared memory",
        "Two threads of a block access one place of shared memory, at least one of them writes, and no barrier, fence "
        "with an atomic, or operation of a warp's lanes orders them. Found from what orders the accesses, so it holds "
        "for every schedule, whether or not this run went wrong.",
        "s[threadIdx.x] = x[threadIdx.x]; y[threadIdx.x] = s[31 - threadIdx.x];   // no __syncthreads()",
        "Add the barrier, also the one between a read and the next round's write.",
    ),
    "TK0651": Code(
        "race in global memory",
        "Two threads access one place of global memory, at least one of them writes, and nothing orders them. Blocks "
        "are in no order but what atomics make: a write, `__threadfence()`, an atomic; an atomic of the same place by "
        "the other, a read. A ticket without the fence is such a race.",
        "x[i] += 1; y[i] = x[n - 1 - i];   // another block's element",
        "Split the kernel in two launches, use atomics, or add the fence.",
    ),
    "TK0652": Code(
        "lanes of a warp without __syncwarp",
        "Two lanes of one warp access one place, at least one of them writes, and nothing orders them. Since CUDA 9 "
        "lanes may run apart, and code that counts on lockstep is undefined.",
        "if (t < 32) { s[t] += s[t + 32]; if (t < 16) s[t] += s[t + 16]; }",
        "Write `__syncwarp()` between the steps, outside of the conditions.",
    ),
    "TK0653": Code(
        "volatile in place of __syncwarp",
        "Lanes of one warp exchange values through volatile shared memory and count on running in step. It is no race "
        "by the letter, and which value is read depends on lanes that may run apart. A warning: where the results "
        "depend on it in the case at hand, TK0613 says so.",
        "volatile float *s = shared; s[t] += s[t + 16]; s[t] += s[t + 8];",
        "Write `__syncwarp()` between reading and writing.",
    ),
    "TK0654": Code(
        "race without effect",
        "Threads race, and the outcome is the same whoever comes first: they write the value that is there already, as "
        "with `found = 1`; or a plain read is tested by an atomic of the same thread before it is relied on, as before "
        "a loop of atomicCAS. Programs do it on purpose, so it is a warning and the numbers are compared.",
        "if (x[i] > limit) *found = 1;",
        "Nothing needs to be done; `atomicExch` or `atomicOr` would say that it is meant.",
    ),
    "TK0655": Code(
        "access out of bounds",
        "A thread reads or writes beside a buffer, a shared array or a variable: in the room that is kept around each, "
        "or in memory that is nobody's. The element counts from the start of the nearest, and may be negative.",
        "y[blockIdx.x * blockDim.x + threadIdx.x] = 0;   // no check against n",
        "Correct the bound in the kernel, or the sizes in the case.",
    ),
    "TK0656": Code(
        "index that the array does not have",
        "An index lies outside of the array that it is applied to, by the array's type: behind a local array, or behind"
        " a row though still in the matrix.",
        "int window[4]; for (int k = 0; k <= 4; ++k) window[k] = 0;",
        "Correct the bound.",
    ),
    "TK0657": Code(
        "read of what nobody wrote",
        "A thread reads shared memory that no thread of its block has written, or an output that begins without a "
        "value; and the results differ with what happens to lie there.",
        "if (i < n) s[threadIdx.x] = x[i]; __syncthreads(); y[i] = s[63 - threadIdx.x];",
        "Give every element a value before it is read; an output that is added to needs a `fill` in the case.",
    ),
    "TK0658": Code(
        "read of what nobody wrote, without effect",
        "As TK0657, but two runs with other values in that memory leave the same results, bit by bit: what was read is "
        "thrown away.",
        "float v = s[threadIdx.x]; if (i < n) y[i] = v;   // s is only written for i < n",
        "Nothing needs to be done; a read under the condition that its value is used under is clearer.",
    ),
    "TK0659": Code(
        "divergent barrier",
        "Threads of a block wait at different `__syncthreads()`, or some wait there while others wait elsewhere for "
        "ever. CUDA allows a barrier in a condition only where the condition is the same for the whole block; threads "
        "that have ended are not waited for.",
        "if (threadIdx.x < 32) { ...; __syncthreads(); } else { ...; __syncthreads(); }",
        "Move the barrier out of the branches.",
    ),
    "TK0660": Code(
        "signed overflow",
        "A signed integer operation has a result that its type cannot hold. C++ and OpenCL C leave that undefined; most"
        " hardware wraps, and compilers assume that it never happens.",
        "int hash = value * 1103515245 + 12345;",
        "Compute in unsigned integers, which wrap.",
    ),
    "TK0661": Code(
        "shift too far, or division by zero",
        "A shift by a negative number or by at least as many bits as the value has, or an integer division by zero.",
        "int bit = 1 << threadIdx.x;   // with more than 32 threads",
        "Guard the operation.",
    ),
    "TK0662": Code(
        "misaligned access",
        "A value is accessed where its type cannot lie, as four floats at once at an address that is no multiple of 16."
        " A GPU stops the kernel.",
        "float4 v = *reinterpret_cast<const float4 *>(x + 1);",
        "Read the elements one by one, or start at a multiple.",
    ),
    "TK0663": Code(
        "original that was not wholly examined",
        "Examining looks at every access of a launch. It was given up because the launch makes too many, its buffers "
        "are too large, or its instrumented build or run failed; what was found until then counts.",
        "",
        "A smaller case of the same kernel is examined wholly. `--no-examine` leaves the examination out.",
    ),
    "TK0670": Code(
        "golden text that differs",
        "The corpus becomes another text than its golden file holds: transkernel, a kernel, a header or an option "
        "changed.",
        "transkernel check",
        "Look at the difference. Where it is wanted, `transkernel check --update` writes the golden file anew.",
    ),
    "TK0671": Code(
        "golden file without a kernel, or kernel without a golden file",
        "A kernel of the corpus has no golden file yet, or a golden file is of a kernel that is gone or now refused.",
        "transkernel check",
        "`transkernel check --update` writes what is missing and removes what belongs to nothing.",
    ),
    "TK0672": Code(
        "verdict that drifted",
        "A case of the corpus has another verdict than the recorded one, on the same device, or on one that nothing is "
        "recorded of.",
        "transkernel check --run",
        "`transkernel verify FILE --to TARGET -v` shows the case with its figures. Where the new verdict is right, "
        "`transkernel check --run --update` records it.",
    ),
    "TK0673": Code(
        "errors that grew",
        "A case of the corpus still passes, and one of its outputs is further off than the stated factor times what was"
        " recorded; or it was exact and is no longer.",
        "transkernel check --run --drift-factor 4",
        "`transkernel verify FILE --to TARGET -v` shows the figures. Where the new errors are right, "
        "`transkernel check --run --update` records them.",
    ),
    "TK0674": Code(
        "case that is not recorded, or recorded and gone",
        "A case of the corpus has no recorded verdict, or a verdict is recorded of a case that is no longer there.",
        "transkernel check --run",
        "`transkernel check --run --update` records what there is.",
    ),
    "TK0675": Code(
        "port that is stale",
        "A port, its launcher or its manifest on disk is not what its CUDA source becomes now: the source, a header or "
        "transkernel changed since it was written.",
        "transkernel convert saxpy.cu --to opencl --check",
        "`transkernel convert` writes it anew. A port that was edited by hand is only overwritten with --force: keep "
        "the edits elsewhere first, or `transkernel migrate`, which keeps them.",
    ),
    # --- TK09xx: internal
    "TK0901": Code(
        "internal error",
        "transkernel broke one of its own rules while it translated this kernel. No port was written for it.",
        "",
        "Report it with the reproducer that the message names.",
    ),
    "TK0902": Code(
        "a translation that takes too long",
        "The translation of a file took longer than `--time-limit` allows (60 seconds, where nothing is said), so it "
        "was given up and nothing was written for the file. Files that people write take seconds; machine-written "
        "ones, or templates and macros that call one another over and over, can take longer.",
        "template <int A, int B> __device__ int f() { return f<A - 1, B>() + f<A, B - 1>(); }",
        "Give it more time with --time-limit, or translate its kernels one by one with --kernel.",
    ),
    "TK0903": Code(
        "a translation that takes too much memory",
        "The translation of a file by `migrate` took more memory than `--memory-limit` allows (4096 MB, where nothing "
        "is said), so it was given up and nothing was written for the file.",
        "",
        "Give it more with --memory-limit, or translate its kernels one by one with --kernel.",
    ),
    "TK0904": Code(
        "a translation whose process ended",
        "The process in which `migrate` translated a file was ended from outside, by the system where memory ran out, "
        "or by a bug in transkernel. Nothing was written for the file; the next run tries again.",
        "",
        "Run again with fewer --workers; where it ends again, report the file.",
    ),
}
