#include "scenario/resolve/library.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/text/paths.hpp"
#include "scenario/text/read_source.hpp"

namespace tachy::scenario {

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
    const std::string file = find(wish, key_path);
    if (file.empty()) return;
    Source& source = library_.sources.emplace_back();
    source.name = normal_path(file);
    source.short_name = wish.text;
    if (!read_source(library_.files, file, source, library_.faults, wish.place, key_path)) return;
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
  std::string find(const Node& wish, const std::string& key_path) {
    const auto complain = [&](std::string message, std::string advice) {
      library_.faults.add(wish.place, key_path, std::move(message), std::move(advice));
      return std::string();
    };
    if (leaves_folder(wish.text)) {
      return complain(fmt::format("'{}' leaves the scenario's folder", wish.text),
                      "name a file below the scenario's folder or the library, without '..'");
    }
    const std::string beside = open_.empty() ? library_.scenario_folder : folder_of(open_.back());
    for (const std::string& folder : {beside, library_.root}) {
      const std::string file = joined(folder, wish.text);
      if (library_.files.kind(file) == FileKind::none) continue;
      if (!below_a_root(file)) {
        return complain(fmt::format("'{}' is a link that leaves the scenario's folder", wish.text),
                        "copy the file below the scenario's folder or the library");
      }
      if (is_open(file)) {
        return complain(fmt::format("'{}' uses itself, directly or through other parts", wish.text),
                        "remove one of the 'use:' lines");
      }
      return file;
    }
    return complain(fmt::format("there is no part '{}'{}", wish.text, did_you_mean(wish.text, part_names())),
                    "a path such as library/cohorts/trd-adults.yaml");
  }

  std::string library_folder() const { return joined(library_.root, "library"); }

  // The library as a whole may be a link; nothing in it or beside a scenario may lead out.
  bool below_a_root(const std::string& file) const {
    const std::string roots[] = {library_.scenario_folder, library_.root, library_folder()};
    return std::any_of(std::begin(roots), std::end(roots),
                       [&](const std::string& root) { return library_.files.is_inside(file, root); });
  }

  // A file is inside another one only if the two are one file.
  bool is_open(const std::string& file) const {
    return std::any_of(open_.begin(), open_.end(),
                       [&](const std::string& part) { return library_.files.is_inside(file, part); });
  }

  std::vector<std::string> part_names() const {
    std::vector<std::string> names;
    for (const std::string& name : library_.files.names_below(library_folder())) {
      if (name.ends_with(".yaml")) names.push_back(joined("library", name));
    }
    return names;
  }

  const Library& library_;
  std::vector<std::string> open_;  // parts being read, outermost first
};

}  // namespace

void fill_in_parts(Node& node, const Section& section, const Library& library) {
  PartReader(library).fill(node, section, "");
}

}  // namespace tachy::scenario
