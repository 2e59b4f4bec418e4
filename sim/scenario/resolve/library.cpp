#include "scenario/resolve/library.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/text/paths.hpp"
#include "scenario/text/read_source.hpp"

namespace tachy::scenario {

namespace {

class PartReader {
 public:
  explicit PartReader(const Resolving& resolving) : resolving_(resolving), library_(resolving.library) {}

  void fill(Node& node, const Section& section, const std::string& path) {
    if (!node.is(Node::Kind::map)) return;
    if (section.find("use")) use_part(node, section, path);
    for (Member& m : node.members) {
      const Field* field = section.find(m.key);
      if (field && field->section) fill_field(m.value, *field, join(path, m.key));
    }
  }

  // As read now, or as kept; no map after a fault.
  Node part_called(const Node& wish, const Section& section, const std::string& path,
                   const std::string& key_path) {
    if (!wish.is(Node::Kind::scalar) || wish.text.empty()) {
      resolving_.faults.add(wish.place, key_path, "expected the path of a library part",
                            "e.g. library/cohorts/trd-adults.yaml");
      return {};
    }
    const auto key = std::tuple(beside(), wish.text, &section);
    if (const auto kept = library_.parts.find(key); kept != library_.parts.end()) {
      const auto& files = kept->second.files;
      resolving_.used.insert(resolving_.used.end(), files.begin(), files.end());
      return kept->second.tree;
    }
    const std::size_t faults_before = resolving_.faults.count(), used_before = resolving_.used.size();
    Node part = read_part(wish, section, path, key_path);
    if (!part.is(Node::Kind::map) || resolving_.faults.count() > faults_before) return part;
    const auto first_file = resolving_.used.begin() + static_cast<std::ptrdiff_t>(used_before);
    library_.parts.emplace(key, Part{part, {first_file, resolving_.used.end()}});
    return part;
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
    const Member use = *at;
    node.members.erase(at);
    const Node part = part_called(use.value, section, path, join(path, "use"));
    if (part.is(Node::Kind::map))
      node = merge(part, node);
    else
      node.members.push_back(use);  // what the part would hold is then not called missing
  }

  // The tree of the part meant by `wish`; no map after a fault.
  Node read_part(const Node& wish, const Section& section, const std::string& path,
                 const std::string& key_path) {
    const std::string file = find(wish, key_path);
    if (file.empty()) return {};
    Source& source = new_source(resolving_, normal_path(file), wish.text);
    if (!read_source(library_.files, file, source, resolving_.faults, wish.place, key_path)) return {};
    Node part = read_yaml(source.text, {&source, 1, 1}, resolving_.faults);
    open_.push_back(file);
    fill(part, section, path);
    open_.pop_back();
    if (!part.is(Node::Kind::map)) {
      resolving_.faults.add({&source, 1, 1}, path, "this part holds no keys", "a part is a YAML map");
    }
    return part;
  }

  std::string beside() const { return open_.empty() ? library_.scenario_folder : folder_of(open_.back()); }

  // The file meant by `wish`; empty after a fault.
  std::string find(const Node& wish, const std::string& key_path) {
    const auto complain = [&](std::string message, std::string advice) {
      resolving_.faults.add(wish.place, key_path, std::move(message), std::move(advice));
      return std::string();
    };
    if (leaves_folder(wish.text)) {
      return complain(fmt::format("'{}' leaves the scenario's folder", wish.text),
                      "name a file below the scenario's folder or the library, without '..'");
    }
    for (const std::string& folder : {beside(), library_.root}) {
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
                    parts_beside(wish.text));
  }

  // "library/economics/a.yaml or library/economics/b.yaml": what the library holds in the folder of `name`.
  std::string parts_beside(const std::string& name) const {
    if (name.starts_with("library/posteriors/"))
      return "one that 'tachy calibrate' wrote, e.g. tachy calibrate scenarios/calibration.yaml --structure "
             "one_pool";
    std::vector<std::string> names = part_names();
    std::erase_if(names, [&](const std::string& other) { return folder_of(other) != folder_of(name); });
    return names.empty() ? "a path such as library/cohorts/trd-adults.yaml" : "there are " + one_of(names);
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

  const Resolving& resolving_;
  Library& library_;
  std::vector<std::string> open_;  // parts being read, outermost first
};

}  // namespace

Source& new_source(const Resolving& resolving, const std::string& path, const std::string& short_name) {
  Source& source = resolving.library.sources.emplace_back();
  source.name = path;
  source.short_name = short_name;
  resolving.used.push_back(path);
  return source;
}

void fill_in_parts(Node& node, const Section& section, const Resolving& resolving) {
  PartReader(resolving).fill(node, section, "");
}

Node part_called(const Node& wish, const Section& section, const std::string& key_path,
                 const Resolving& resolving) {
  return PartReader(resolving).part_called(wish, section, "", key_path);
}

}  // namespace tachy::scenario
