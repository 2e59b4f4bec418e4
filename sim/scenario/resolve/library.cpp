#include "scenario/resolve/library.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace tachy::scenario {

namespace fs = std::filesystem;

namespace {

std::string why_unreadable(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return "there is no such file";
  if (fs::is_directory(status)) return "this is a folder, not a scenario file";
  if (!fs::is_regular_file(status)) return "this is not a regular file";
  if (fs::file_size(path, error) > kMostBytes) return "this file is too large to be a scenario (over 1 MiB)";
  return "";
}

// A fault where the file was asked for, or in the file as a whole.
bool refuse(const Source& source, Faults& faults, const Place& asked_by, const std::string& key_path,
            std::string message, std::string advice) {
  Source nameless;
  nameless.name = source.name;
  const bool whole_file = asked_by.source == nullptr;
  faults.add(whole_file ? Place{&nameless, 0, 0} : asked_by, key_path, std::move(message), std::move(advice));
  return false;
}

}  // namespace

bool take_text(std::string text, Source& source, Faults& faults, const Place& asked_by,
               const std::string& key_path) {
  source.text = std::move(text);
  if (source.text.rfind("\xEF\xBB\xBF", 0) == 0) source.text.erase(0, 3);
  if (source.text.find('\0') != std::string::npos) {
    return refuse(source, faults, asked_by, key_path, "this is not a text file",
                  "a scenario is YAML text in UTF-8");
  }
  if (source.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refuse(source, faults, asked_by, key_path, "this file is empty",
                  "a scenario needs at least title, horizon, cohort and arms");
  }
  return true;
}

bool read_source(const std::string& path, Source& source, Faults& faults, const Place& asked_by,
                 const std::string& key_path) {
  const std::string why = why_unreadable(path);
  if (!why.empty()) {
    return refuse(source, faults, asked_by, key_path, why, "give the path of a YAML scenario file");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return refuse(source, faults, asked_by, key_path, "this file cannot be opened for reading",
                  "check its permissions");
  }
  return take_text({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}, source, faults,
                   asked_by, key_path);
}

namespace {

class PartReader {
 public:
  explicit PartReader(const Library& library) : library_(library) {}

  void fill(Node& node, const Section& section, const std::string& path) {
    if (!node.is(Node::Kind::map)) return;
    if (section.find("use")) use_part(node, section, path);
    for (Member& m : node.members) {
      const Field* field = section.find(m.key);
      if (field && field->section) fill_field(m.value, *field, join(path, m.key));
    }
  }

 private:
  static std::string join(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + "." + key;
  }

  void fill_field(Node& value, const Field& field, const std::string& path) {
    if (field.type == Type::section || field.type == Type::parameters) fill(value, *field.section, path);
    if (field.type == Type::named_sections) {
      for (Member& m : value.members) fill(m.value, *field.section, join(path, m.key));
    }
    for (Node& item : value.items) {
      if (field.type == Type::sections) fill(item, *field.section, path);
      if (field.type != Type::phases) continue;
      for (Member& m : item.members) fill(m.value, *field.section, join(path, m.key));
    }
  }

  void use_part(Node& node, const Section& section, const std::string& path) {
    const auto at = std::find_if(node.members.begin(), node.members.end(),
                                 [](const Member& m) { return m.key == "use"; });
    if (at == node.members.end()) return;
    const Node wish = at->value;
    node.members.erase(at);
    const std::string key_path = join(path, "use");
    if (!wish.is(Node::Kind::scalar) || wish.text.empty()) {
      library_.faults.add(wish.place, key_path, "expected the path of a library part",
                          "e.g. library/cohorts/trd-adults.yaml");
      return;
    }
    const fs::path file = find(wish, key_path);
    if (file.empty()) return;
    Source& source = library_.sources.emplace_back();
    source.name = file.lexically_normal().string();
    source.short_name = wish.text;
    if (!read_source(file.string(), source, library_.faults, wish.place, key_path)) return;
    Node part = read_yaml(source.text, {&source, 1, 1}, library_.faults);
    open_.push_back(file);
    fill(part, section, path);
    open_.pop_back();
    if (!part.is(Node::Kind::map)) {
      library_.faults.add({&source, 1, 1}, path, "this part holds no keys", "a part is a YAML map");
      return;
    }
    node = merge(part, node);
  }

  // The file meant by `wish`; empty after a fault.
  fs::path find(const Node& wish, const std::string& key_path) {
    const auto complain = [&](std::string message, std::string advice) {
      library_.faults.add(wish.place, key_path, std::move(message), std::move(advice));
      return fs::path();
    };
    const fs::path relative(wish.text);
    const bool leaves = relative.is_absolute() ||
                        std::find(relative.begin(), relative.end(), fs::path("..")) != relative.end();
    if (leaves) {
      return complain(fmt::format("'{}' leaves the scenario's folder", wish.text),
                      "name a file below the scenario's folder or the library, without '..'");
    }
    std::vector<fs::path> folders = {library_.scenario_folder, library_.root};
    if (!open_.empty()) folders.front() = open_.back().parent_path();
    for (const fs::path& folder : folders) {
      std::error_code error;
      const fs::path file = folder / relative;
      if (!fs::exists(file, error)) continue;
      if (!below_a_root(file)) {
        return complain(fmt::format("'{}' is a link that leaves the scenario's folder", wish.text),
                        "copy the file below the scenario's folder or the library");
      }
      if (std::any_of(open_.begin(), open_.end(),
                      [&](const fs::path& p) { return fs::equivalent(p, file, error); })) {
        return complain(fmt::format("'{}' uses itself, directly or through other parts", wish.text),
                        "remove one of the 'use:' lines");
      }
      return file;
    }
    return complain(fmt::format("there is no part '{}'{}", wish.text, did_you_mean(wish.text, part_names())),
                    "a path such as library/cohorts/trd-adults.yaml");
  }

  // Where links lead. The library as a whole may be a link; nothing in it or beside a scenario may lead out.
  bool below_a_root(const fs::path& file) const {
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    if (error) return false;
    const fs::path library = fs::path(library_.root) / "library";
    for (const fs::path& root : {fs::path(library_.scenario_folder), fs::path(library_.root), library}) {
      const fs::path real_root = fs::canonical(root, error);
      if (error) continue;
      const auto end = std::mismatch(real_root.begin(), real_root.end(), real.begin(), real.end());
      if (end.first == real_root.end()) return true;
    }
    return false;
  }

  std::vector<std::string> part_names() const {
    std::vector<std::string> names;
    std::error_code error;
    const fs::path library = fs::path(library_.root) / "library";
    for (fs::recursive_directory_iterator it(library, error), end; !error && it != end; it.increment(error)) {
      if (it->path().extension() == ".yaml")
        names.push_back(it->path().lexically_relative(library_.root).string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  const Library& library_;
  std::vector<fs::path> open_;  // parts being read, outermost first
};

}  // namespace

void fill_in_parts(Node& node, const Section& section, const Library& library) {
  PartReader(library).fill(node, section, "");
}

}  // namespace tachy::scenario
