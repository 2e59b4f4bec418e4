#include "scenario/text/faults.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "base/printable.hpp"

namespace tachy::scenario {

namespace {
constexpr std::size_t kLongestText = 400;  // bytes: a message may quote what was written
}

void Faults::add(const Place& place, std::string path, std::string message, std::string advice) {
  contradiction(place, Place{}, std::move(path), std::move(message), std::move(advice));
}

void Faults::contradiction(const Place& place, const Place& other, std::string path, std::string message,
                           std::string advice) {
  if (++count_ > kMostKept) return;
  InputFault fault;
  if (place.source) fault.file = place.source->name;
  fault.line = place.line;
  fault.column = place.column;
  fault.path = cut(std::move(path), kLongestText);
  fault.message = cut(std::move(message), kLongestText);
  fault.advice = cut(std::move(advice), 4 * kLongestText);  // may list many words
  if (place.source && place.line > 0) fault.source_line = place.source->line(place.line);
  const bool same_line = other.source == place.source && other.line == place.line;
  if (other.source && other.line > 0 && !same_line) {
    fault.other_line = other.line;
    fault.other_source_line = other.source->line(other.line);
    if (other.source != place.source) fault.other_file = other.source->name;
  }
  faults_.push_back(std::move(fault));
}

std::vector<InputFault> Faults::take(const std::string& main_file) {
  const auto key = [&](const InputFault& f) {
    return std::tuple(f.file != main_file, f.file, f.line, f.column);
  };
  std::stable_sort(faults_.begin(), faults_.end(),
                   [&](const InputFault& a, const InputFault& b) { return key(a) < key(b); });
  std::vector<InputFault> result;
  for (InputFault& f : faults_) {
    const bool known = std::any_of(result.begin(), result.end(), [&](const InputFault& r) {
      return key(r) == key(f) && r.message == f.message;
    });
    if (!known) result.push_back(std::move(f));
  }
  if (count_ > kMostKept) {
    InputFault more;
    more.file = main_file;
    more.message = fmt::format("and {} more faults, which are not shown", count_ - kMostKept);
    more.advice = "mend these first";
    result.push_back(std::move(more));
  }
  faults_.clear();
  count_ = 0;
  return result;
}

namespace {

constexpr std::size_t kShownColumns = 120;

// Room up to the caret: tabs stay tabs, continuation bytes of UTF-8 take no room.
std::string room_before(std::string_view line, std::size_t column) {
  std::string room;
  for (std::size_t i = 0; i + 1 < column && i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (line[i] == '\t') {
      room += '\t';
    } else if ((byte & 0xC0u) != 0x80u) {
      room += ' ';
    }
  }
  return room;
}

std::string shown(std::string_view line) {
  if (line.size() <= kShownColumns) return std::string(line);
  return std::string(line.substr(0, kShownColumns)) + " ...";
}

}  // namespace

std::string format_fault(const InputFault& fault) {
  std::string text = fault.file;
  if (fault.line > 0) text += fmt::format(":{}", fault.line);
  if (fault.line > 0 && fault.column > 0) text += fmt::format(":{}", fault.column);
  text += ": ";
  if (!fault.path.empty()) text += fault.path + ": ";
  text += fault.message + "\n";
  if (fault.line == 0 || fault.column == 0) {
    if (!fault.advice.empty()) text += fmt::format("       {}\n", fault.advice);
    return text;
  }
  std::string_view line = fault.source_line;
  std::size_t column = fault.column;
  if (column > kShownColumns && column <= line.size()) {  // a very long line: start near the place
    line.remove_prefix(column - 1);
    column = 1;
  }
  text += fmt::format("{:>5} | {}\n", fault.line, shown(line));
  text += fmt::format("      | {}^ {}\n", room_before(line, column), fault.advice);
  if (fault.other_line > 0) {
    text += fmt::format("{:>5} | {}\n", fault.other_line, shown(fault.other_source_line));
    if (!fault.other_file.empty()) text += fmt::format("      | (in {})\n", fault.other_file);
  }
  return text;
}

namespace {

// Number of single-letter insertions, deletions, replacements and swaps of neighbours between two words.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string>& words) {
  constexpr std::size_t kLongestWord = 80;
  if (word.size() > kLongestWord) return "";
  std::size_t best = std::max<std::size_t>(1, std::min<std::size_t>(word.size(), 12) / 3) + 1;
  std::string nearest;
  for (const std::string& candidate : words) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& words) {
  const std::string nearest = nearest_word(word, words);
  return nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest);
}

std::string one_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace tachy::scenario
