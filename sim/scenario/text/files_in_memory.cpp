#include "scenario/text/files_in_memory.hpp"

#include <utility>

#include "scenario/text/paths.hpp"

namespace tachy::scenario {

namespace {

// How the paths of all files in a folder begin.
std::string beginning_of_files_in(const std::string& folder) {
  const std::string path = normal_path(folder);
  if (path == ".") return "";
  return path.ends_with('/') ? path : path + "/";
}

}  // namespace

void FilesInMemory::put(const std::string& path, std::string bytes) {
  bytes_[normal_path(path)] = std::move(bytes);
}

FileKind FilesInMemory::kind(const std::string& path) const {
  if (bytes_.contains(normal_path(path))) return FileKind::file;
  const std::string beginning = beginning_of_files_in(path);
  const auto first = bytes_.lower_bound(beginning);
  return first != bytes_.end() && first->first.starts_with(beginning) ? FileKind::folder : FileKind::none;
}

FileBytes FilesInMemory::read(const std::string& path, std::size_t most_bytes) const {
  const auto file = bytes_.find(normal_path(path));
  if (file == bytes_.end()) return {FileBytes::State::unreadable, {}};
  if (file->second.size() > most_bytes) return {FileBytes::State::too_large, {}};
  return {FileBytes::State::read, file->second};
}

std::vector<std::string> FilesInMemory::names_below(const std::string& folder) const {
  const std::string beginning = beginning_of_files_in(folder);
  std::vector<std::string> names;
  for (auto it = bytes_.lower_bound(beginning); it != bytes_.end() && it->first.starts_with(beginning);
       ++it) {
    names.push_back(it->first.substr(beginning.size()));
  }
  return names;
}

bool FilesInMemory::is_inside(const std::string& path, const std::string& folder) const {
  const std::string inner = normal_path(path), outer = normal_path(folder);
  if (inner == outer) return true;
  if (outer == ".") return !leaves_folder(inner);
  return inner.starts_with(beginning_of_files_in(outer));
}

}  // namespace tachy::scenario
