#include "engine/parallel.hpp"

#include <algorithm>
#include <latch>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include "engine/tsan.hpp"

namespace tachy::engine {

namespace {

thread_local bool within_a_loop = false;

struct WithinALoop {
  bool before = std::exchange(within_a_loop, true);
  ~WithinALoop() { within_a_loop = before; }
};

void run_on_threads(int threads, const std::function<void()>& loop) {
  hand_over();
  if (within_a_loop) {
    tbb::this_task_arena::isolate(loop);
  } else {
    tbb::task_arena arena(number_of_threads(threads));
    arena.execute(loop);
  }
  take_over();
}

}  // namespace

void for_each(std::size_t n, int threads, const std::function<void(std::size_t)>& each) {
  if (threads == 1 || n <= 1) {
    for (std::size_t i = 0; i < n; ++i) each(i);
    return;
  }
  const auto steps = [&](const tbb::blocked_range<std::size_t>& range) {
    const WithinALoop within;
    for (std::size_t i = range.begin(); i != range.end(); ++i) each(i);
  };
  run_on_threads(threads, [&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n), HandedOver(steps), tbb::simple_partitioner());
  });
}

void for_each_in_order(std::size_t n, int threads, std::size_t ahead,
                       const std::function<void(std::size_t)>& make,
                       const std::function<void(std::size_t)>& take) {
  if (threads == 1 || n <= 1) {
    for (std::size_t i = 0; i < n; ++i) {
      make(i);
      take(i);
    }
    return;
  }
  std::size_t next = 0;
  const auto number = [&](tbb::flow_control& flow) {
    take_over();
    const std::size_t i = next;
    if (i == n)
      flow.stop();
    else
      ++next;
    hand_over();
    return i;
  };
  const auto step = [](const std::function<void(std::size_t)>& work, std::size_t i) {
    const WithinALoop within;
    take_over();
    work(i);
    hand_over();
    return i;
  };
  using tbb::filter_mode, tbb::make_filter;
  const auto steps =
      make_filter<void, std::size_t>(filter_mode::serial_in_order, number) &
      make_filter<std::size_t, std::size_t>(filter_mode::parallel,
                                            [&](std::size_t i) { return step(make, i); }) &
      make_filter<std::size_t, void>(filter_mode::serial_in_order, [&](std::size_t i) { step(take, i); });
  run_on_threads(threads, [&] { tbb::parallel_pipeline(ahead, steps); });
}

int number_of_threads(int threads) { return threads > 0 ? threads : tbb::info::default_concurrency(); }

int threads_allowed(int threads) {
  std::latch all_tried(1);
  std::vector<std::jthread> tried;
  tried.reserve(static_cast<std::size_t>(std::max(threads, 1)));
  try {
    while (static_cast<int>(tried.size()) + 1 < threads) tried.emplace_back([&] { all_tried.wait(); });
  } catch (const std::system_error&) {
    // no more than these
  }
  all_tried.count_down();
  return static_cast<int>(tried.size()) + 1;
}

struct ThreadLimit::Control : tbb::global_control {
  using tbb::global_control::global_control;
};
ThreadLimit::ThreadLimit(int threads)
    : control_(std::make_unique<Control>(tbb::global_control::max_allowed_parallelism,
                                         static_cast<std::size_t>(std::max(threads, 1)))) {}
ThreadLimit::~ThreadLimit() = default;

}  // namespace tachy::engine
