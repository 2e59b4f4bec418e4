#include "output/file/unfinished.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace tachy::output {

namespace {

enum State { kFree, kBeingNamed, kNamed };
struct Slot {
  std::atomic<int> state{kFree};
  std::array<char, 4096> path{};
};
std::array<Slot, 16> slots;
static_assert(std::atomic<int>::is_always_lock_free);  // else a signal handler may not touch it

}  // namespace

Unfinished::Unfinished(const std::filesystem::path& path) {
  const std::string name = std::filesystem::absolute(path).string();
  if (name.size() >= slots[0].path.size()) return;
  for (std::size_t i = 0; i < slots.size() && slot_ < 0; ++i) {
    int expected = kFree;
    if (!slots[i].state.compare_exchange_strong(expected, kBeingNamed)) continue;
    std::memcpy(slots[i].path.data(), name.c_str(), name.size() + 1);
    slots[i].state = kNamed;
    slot_ = static_cast<int>(i);
  }
}

Unfinished::Unfinished(Unfinished&& other) noexcept : slot_(std::exchange(other.slot_, -1)) {}
Unfinished& Unfinished::operator=(Unfinished&& other) noexcept {
  std::swap(slot_, other.slot_);
  return *this;
}
Unfinished::~Unfinished() {
  if (slot_ >= 0) slots[static_cast<std::size_t>(slot_)].state = kFree;
}

void remove_unfinished() noexcept {
  const int error = errno;
  for (const Slot& slot : slots)
    if (slot.state == kNamed) ::unlink(slot.path.data());
  errno = error;
}

}  // namespace tachy::output
