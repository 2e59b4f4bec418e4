#include "scenario/text/paths.hpp"

#include <algorithm>
#include <vector>

namespace tachy::scenario {

namespace {

// The names of a path; the empty ones of "a//b" and the '.' of "./a" left out.
std::vector<std::string_view> names_of(std::string_view path) {
  std::vector<std::string_view> names;
  while (!path.empty()) {
    const std::string_view name = path.substr(0, path.find('/'));
    if (!name.empty() && name != ".") names.push_back(name);
    path.remove_prefix(std::min(path.size(), name.size() + 1));
  }
  return names;
}

}  // namespace

std::string file_name(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return "";
  const auto last = path.find_last_not_of('/', slash);
  return std::string(last == std::string_view::npos ? "/" : path.substr(0, last + 1));
}

std::string joined(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() != '/') path += '/';
  return path += name;
}

std::string normal_path(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::vector<std::string_view> kept;
  for (const std::string_view name : names_of(path)) {
    const bool steps_back = name == ".." && !kept.empty() && kept.back() != "..";
    if (steps_back) {
      kept.pop_back();
    } else if (name != ".." || !absolute) {
      kept.push_back(name);
    }
  }
  std::string normal = absolute ? "/" : "";
  for (const std::string_view name : kept) normal = joined(normal, name);
  return normal.empty() ? "." : normal;
}

bool leaves_folder(std::string_view path) {
  const auto names = names_of(path);
  return path.starts_with('/') || std::find(names.begin(), names.end(), "..") != names.end();
}

}  // namespace tachy::scenario
