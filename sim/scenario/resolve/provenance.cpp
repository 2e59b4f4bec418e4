#include "scenario/resolve/provenance.hpp"

#include <fmt/format.h>

namespace tachy::scenario {

namespace {

// The first place below `node` that stands in another file than `source`; nullptr when there is none.
const Node* from_elsewhere(const Node& node, const Source* source) {
  if (node.is(Node::Kind::scalar)) return node.place.source == source ? nullptr : &node;
  for (const Member& m : node.members) {
    if (const Node* found = from_elsewhere(m.value, source)) return found;
  }
  for (const Node& item : node.items) {
    if (const Node* found = from_elsewhere(item, source)) return found;
  }
  return nullptr;
}

std::string text_of(const Node& row, std::string_view key) {
  const Node* value = row.find(key);
  return value ? value->text : "";
}

void collect(const Node& node, const std::string& path, std::vector<ValueSource>& out) {
  if (const Node* sources = node.find("sources")) {
    for (const Member& m : sources->members) {
      ValueSource row{fmt::format("{}.{}", path, m.key), text_of(m.value, "grade"),
                      text_of(m.value, "source"), m.key_place.source->short_name, ""};
      const Node* value = node.find(m.key);
      const Node* other = value ? from_elsewhere(*value, m.key_place.source) : nullptr;
      if (other) row.overridden_at = fmt::format("{}:{}", other->place.source->short_name, other->place.line);
      out.push_back(std::move(row));
    }
  }
  const std::string dot = path.empty() ? "" : path + ".";
  for (const Member& m : node.members) {
    if (m.key != "sources") collect(m.value, dot + m.key, out);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const Node* id = node.items[i].find("id");
    collect(node.items[i], dot + (id ? id->text : std::to_string(i)), out);
  }
}

}  // namespace

std::vector<ValueSource> value_sources(const Node& root) {
  std::vector<ValueSource> result;
  collect(root, "", result);
  return result;
}

}  // namespace tachy::scenario
