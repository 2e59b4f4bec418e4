// Collects every fault of a scenario, and shows one with its line and a caret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "scenario/text/source.hpp"

namespace tachy::scenario {

class Faults {
 public:
  void add(const Place& place, std::string path, std::string message, std::string advice);
  // Two places that cannot both hold: the second is shown too.
  void contradiction(const Place& place, const Place& other, std::string path, std::string message,
                     std::string advice);
  bool empty() const { return faults_.empty(); }
  std::size_t count() const { return count_; }
  // In file and line order, those of `main_file` first, each once; only the first hundred found.
  std::vector<InputFault> take(const std::string& main_file);

 private:
  static constexpr std::size_t kMostKept = 100;
  std::vector<InputFault> faults_;  // the first of them
  std::size_t count_ = 0;           // all of them
};

// "file:3:5: path: message", the line, a caret with the advice, the other line of a contradiction.
std::string format_fault(const InputFault& fault);

// The nearest of `words` to `word`, "" when none is near.
std::string nearest_word(std::string_view word, const std::vector<std::string>& words);

// "; did you mean 'weekly'?" for the nearest of `words` to `word`, "" when none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& words);

// "a, b or c"
std::string one_of(const std::vector<std::string>& words);

}  // namespace tachy::scenario
