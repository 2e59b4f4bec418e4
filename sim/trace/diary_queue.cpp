#include "trace/diary_queue.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace tachy::trace {

namespace {

// A queue with room for a few, filled in any order and emptied in order.
class DiaryQueue {
 public:
  explicit DiaryQueue(std::size_t room) : waiting_(room) {}

  // Waits for room; false when nobody takes any more.
  bool put(std::size_t place, Diary diary) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || place < taken_ + waiting_.size(); });
    if (closed_) return false;
    waiting_[place % waiting_.size()] = std::move(diary);
    changed_.notify_all();
    return true;
  }
  Diary take() {
    std::unique_lock lock(mutex_);
    std::optional<Diary>& next = waiting_[taken_ % waiting_.size()];
    changed_.wait(lock, [&] { return failure_ || next; });
    if (failure_) std::rethrow_exception(failure_);
    Diary diary = std::move(*next);
    next.reset();
    ++taken_;
    changed_.notify_all();
    return diary;
  }
  void close(std::exception_ptr failure = {}) {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    if (!failure_) failure_ = failure;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::optional<Diary>> waiting_;  // diary n at n modulo the room
  std::size_t taken_ = 0;
  bool closed_ = false;
  std::exception_ptr failure_;
};

// Ends the waiting of the keepers before they are joined.
struct Closing {
  DiaryQueue& queue;
  ~Closing() { queue.close(); }
};

}  // namespace

void keep_diaries(const day::Setup& setup, std::span<const std::uint32_t> patients, int threads,
                  const DiaryTaker& take) {
  constexpr std::size_t kAheadPerKeeper = 8;
  const std::size_t keepers = threads > 0 ? static_cast<std::size_t>(threads)
                                          : std::max<std::size_t>(1, std::thread::hardware_concurrency());
  DiaryQueue queue(kAheadPerKeeper * keepers);
  std::atomic<std::size_t> next{0};
  const auto keep = [&] {
    try {
      for (std::size_t place = next++; place < patients.size(); place = next++)
        if (!queue.put(place, keep_diary(setup, patients[place]))) return;
    } catch (...) {
      queue.close(std::current_exception());
    }
  };
  std::vector<std::jthread> working;
  const Closing closing{queue};
  for (std::size_t k = 0; k < std::min(keepers, patients.size()); ++k) working.emplace_back(keep);
  for (const std::uint32_t patient : patients) take(patient, queue.take());
}

}  // namespace tachy::trace
