#include "output/explorer/module/find_value.hpp"

#include "scenario/resolve/apply_set.hpp"

namespace tachy::explorer {

namespace {

using scenario::Node;

// An item of a list goes by its `id`, or, as the phases of an arm do, by its only key.
const Node* item_called(const Node& list, const std::string& name) {
  for (const Node& item : list.items) {
    if (!item.is(Node::Kind::map)) continue;
    if (const Node* id = item.find("id"); id && id->text == name) return &item;
    if (item.members.size() == 1 && item.members.front().key == name) return &item.members.front().value;
  }
  return nullptr;
}

// "0, 2, 4"; nothing when an item is no single value.
std::optional<std::string> words_of(const Node& list) {
  std::string words;
  for (const Node& item : list.items) {
    if (!item.is(Node::Kind::scalar)) return std::nullopt;
    words += (words.empty() ? "" : ", ") + item.text;
  }
  return words;
}

}  // namespace

std::optional<std::string> find_value(const Node& root, const std::string& path) {
  const Node* at = &root;
  for (const std::string& step : scenario::steps_of(path)) {
    at = at->is(Node::Kind::list) ? item_called(*at, step) : at->find(step);
    if (!at) return std::nullopt;
  }
  if (at->is(Node::Kind::scalar)) return at->text;
  return at->is(Node::Kind::list) ? words_of(*at) : std::nullopt;
}

}  // namespace tachy::explorer
