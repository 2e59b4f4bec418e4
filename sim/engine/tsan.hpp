// Tells the thread sanitizer what TBB guarantees: what is written before work is handed to other threads is
// seen by them, and what they write is seen by whoever waits for them. Debian's TBB is not built with the
// sanitizer, so it cannot see this by itself and would report every such hand-over as a race. Races between
// two pieces of work are still reported. Without the sanitizer hand_over() and take_over() are empty.
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace tachy::engine {

#if defined(__SANITIZE_THREAD__)
inline char handover;  // any address will do
inline void hand_over() { __tsan_release(&handover); }
inline void take_over() { __tsan_acquire(&handover); }
#else
inline void hand_over() {}
inline void take_over() {}
#endif

// What TBB is given to copy and call. It reads its own copy, which TBB made, unseen by the sanitizer.
template <class Work>
class HandedOver {
 public:
  explicit HandedOver(const Work& work) : work_(&work) {}
  template <class Range>
  [[gnu::no_sanitize_thread]] void operator()(const Range& range) const {
    take_over();
    (*work_)(range);
    hand_over();
  }

 private:
  const Work* work_;
};

}  // namespace tachy::engine
