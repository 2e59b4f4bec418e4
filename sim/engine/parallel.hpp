// The one place for loops on several threads. What runs in them must not depend on the order: give every step
// its own result, or add up whole numbers.
//
// threads: how many at most, 0 = all of this machine, 1 = the caller's alone. A loop within a loop shares the
// threads of the outer one, so that a program never runs on more than it was told to, and a thread that waits
// for its inner loop is given nothing else to do meanwhile. What a step throws ends the loop and is thrown to
// the caller.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace tachy::engine {

// Calls each(i) for every i below n, in any order.
void for_each(std::size_t n, int threads, const std::function<void(std::size_t)>& each);

// Calls make(i) for every i below n, in any order, and take(i) when it is made, one after the other by rising
// i. At most `ahead` steps are made and not yet taken, always neighbours, so that they can be kept in as many
// places.
void for_each_in_order(std::size_t n, int threads, std::size_t ahead,
                       const std::function<void(std::size_t)>& make,
                       const std::function<void(std::size_t)>& take);

int number_of_threads(int threads);  // of the machine, if 0

// How many of so many threads the system allows now (limits on processes or memory), at least 1. A thread
// that is refused later cannot be reported by TBB, which ends the program.
int threads_allowed(int threads);

// Lets loops use as many threads as this even where the machine has fewer. For main(): set once, it holds for
// the whole program.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Control;
  std::unique_ptr<Control> control_;
};

}  // namespace tachy::engine
