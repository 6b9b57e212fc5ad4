// A stack of its own that can be left and entered again, without a system call on x86-64.
#pragma once

#if !defined(__x86_64__)
#include <ucontext.h>
#endif

namespace cuda_host {

constexpr std::size_t kDefaultStackBytes = 256 << 10;
constexpr std::size_t kPageBytes = 4096;

#if defined(__x86_64__)

// Saves the callee-saved registers of System V on the current stack, that stack's pointer in *from, and goes to `to`.
__attribute__((naked, noinline)) static void switch_stack(void** /*from: rdi*/, void* /*to: rsi*/) {
  asm volatile(
      "pushq %rbp\n\tpushq %rbx\n\tpushq %r12\n\tpushq %r13\n\tpushq %r14\n\tpushq %r15\n\t"
      "movq %rsp, (%rdi)\n\t"
      "movq %rsi, %rsp\n\t"
      "popq %r15\n\tpopq %r14\n\tpopq %r13\n\tpopq %r12\n\tpopq %rbx\n\tpopq %rbp\n\t"
      "popq %rcx\n\tjmpq *%rcx");  // not ret: the processor would predict the return of the stack that was left
}

struct Context {
  void* stack_pointer = nullptr;

  // The next switch to this context calls `entry`, which never returns, on the given stack.
  void prepare(char* stack, std::size_t bytes, void (*entry)()) {
    void** top = reinterpret_cast<void**>(stack + bytes);
    *--top = nullptr;  // where a return address would stand: keeps the stack aligned as after a call
    *--top = reinterpret_cast<void*>(entry);
    for (int saved = 0; saved < 6; ++saved) *--top = nullptr;
    stack_pointer = top;
  }
  static void go(Context& from, Context& to) { switch_stack(&from.stack_pointer, to.stack_pointer); }
};

#else

struct Context {
  ucontext_t context;

  void prepare(char* stack, std::size_t bytes, void (*entry)()) {
    getcontext(&context);
    context.uc_stack.ss_sp = stack;
    context.uc_stack.ss_size = bytes;
    context.uc_link = nullptr;
    makecontext(&context, entry, 0);
  }
  static void go(Context& from, Context& to) { swapcontext(&from.context, &to.context); }
};

#endif

// Memory for one fiber's stack, with a page below it that stops an overflow.
class Stack {
 public:
  // `number` shifts the top by some cache lines: stacks whose tops all fall into the same sets would evict each other.
  Stack(std::size_t bytes, std::size_t number) : bytes_(bytes), shift_(number % 61 * 192) {
    void* memory = mmap(nullptr, kPageBytes + bytes_, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED) {
      std::fprintf(stderr, "cuda_host: no memory for the threads' stacks\n");
      std::abort();
    }
    mprotect(memory, kPageBytes, PROT_NONE);
    base_ = static_cast<char*>(memory);
  }
  ~Stack() { munmap(base_, kPageBytes + bytes_); }
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  char* bottom() const { return base_ + kPageBytes; }
  std::size_t bytes() const { return bytes_ - shift_; }

 private:
  char* base_;
  std::size_t bytes_, shift_;
};

}  // namespace cuda_host
