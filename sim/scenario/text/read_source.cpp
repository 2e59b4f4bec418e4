#include "scenario/text/read_source.hpp"

#include <utility>

namespace tachy::scenario {

namespace {

constexpr const char* kGivePath = "give the path of a YAML scenario file";

struct Refusal {
  std::string message, advice;
};

// Why there is nothing to read at `path`; no message when there is a file.
Refusal why_no_file(FileKind kind) {
  switch (kind) {
    case FileKind::none:
      return {"there is no such file", kGivePath};
    case FileKind::folder:
      return {"this is a folder, not a scenario file", kGivePath};
    case FileKind::other:
      return {"this is not a regular file", kGivePath};
    case FileKind::file:
      return {};
  }
  return {};
}

Refusal why_no_scenario(const FileBytes& read) {
  switch (read.state) {
    case FileBytes::State::too_large:
      return {"this file is too large to be a scenario (over 1 MiB)", kGivePath};
    case FileBytes::State::unreadable:
      return {"this file cannot be opened for reading", "check its permissions"};
    case FileBytes::State::read:
      break;
  }
  if (read.bytes.find('\0') != std::string::npos)
    return {"this is not a text file", "a scenario is YAML text in UTF-8"};
  if (read.bytes.find_first_not_of(" \t\r\n") == std::string::npos)
    return {"this file is empty", "a scenario needs at least title, horizon, cohort and arms"};
  return {};
}

}  // namespace

bool read_source(const Files& files, const std::string& path, Source& source, Faults& faults,
                 const Place& asked_by, const std::string& key_path) {
  Refusal refusal = why_no_file(files.kind(path));
  if (refusal.message.empty()) {
    FileBytes read = files.read(path, kMostBytes);
    if (read.bytes.starts_with("\xEF\xBB\xBF")) read.bytes.erase(0, 3);
    refusal = why_no_scenario(read);
    source.text = std::move(read.bytes);
  }
  if (refusal.message.empty()) return true;
  const Place whole_file{&source, 0, 0};
  faults.add(asked_by.source ? asked_by : whole_file, key_path, std::move(refusal.message),
             std::move(refusal.advice));
  return false;
}

}  // namespace tachy::scenario
