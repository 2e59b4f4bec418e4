#include "trace/diary_queue.hpp"

#include <algorithm>
#include <vector>

#include "engine/parallel.hpp"

namespace tachy::trace {

void keep_diaries(const day::Setup& setup, std::span<const std::uint32_t> patients, int threads,
                  const DiaryTaker& take) {
  constexpr std::size_t kAheadPerThread = 8;
  const auto ahead = kAheadPerThread * static_cast<std::size_t>(engine::number_of_threads(threads));
  std::vector<Diary> kept(std::min(ahead, patients.size()));  // diary n at n modulo its size
  engine::for_each_in_order(
      patients.size(), threads, kept.size(),
      [&](std::size_t n) { kept[n % kept.size()] = keep_diary(setup, patients[n]); },
      [&](std::size_t n) { take(patients[n], kept[n % kept.size()]); });
}

}  // namespace tachy::trace
