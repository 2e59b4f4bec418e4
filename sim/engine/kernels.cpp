#include "engine/kernel.hpp"

namespace tachy::engine {

namespace {
bool always() { return true; }
#if defined(__x86_64__)
#if !defined(TACHY_ONE_INSTRUCTION_SET)
bool has_sse4() { return __builtin_cpu_supports("sse4.2"); }
bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}
#endif
bool has_avx2() { return __builtin_cpu_supports("avx2"); }
#endif
constexpr Kernel kKernels[] = {
#if defined(__x86_64__) && defined(TACHY_ONE_INSTRUCTION_SET)
    {"avx2", has_avx2, avx2::live_days},
#elif defined(__x86_64__)
    {"avx512", has_avx512, avx512::live_days},
    {"avx2", has_avx2, avx2::live_days},
    {"sse4", has_sse4, sse4::live_days},
#elif defined(__wasm_simd128__)
    {"wasm128", always, wasm128::live_days},
#endif
    {"one_lane", always, one_lane::live_days},
};
}  // namespace

std::span<const Kernel> kernels() { return kKernels; }

const Kernel* find_kernel(std::string_view name) {
  for (const Kernel& kernel : kKernels)
    if (kernel.supported() && (name.empty() || name == kernel.name)) return &kernel;
  return nullptr;
}

}  // namespace tachy::engine
