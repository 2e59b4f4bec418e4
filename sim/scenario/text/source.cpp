#include "scenario/text/source.hpp"

#include <vector>

#include <algorithm>

namespace tachy::scenario {

std::string_view Source::line(std::uint32_t number) const {
  std::string_view rest = text;
  for (std::uint32_t n = 1; n < number; ++n) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  return rest;
}

const Member* Node::member(std::string_view key) const {
  const auto it = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
  return it == members.end() ? nullptr : &*it;
}

const Node* Node::find(std::string_view key) const {
  const Member* m = member(key);
  return m ? &m->value : nullptr;
}

Node* Node::find(std::string_view key) {
  return const_cast<Node*>(static_cast<const Node&>(*this).find(key));
}

bool is_nothing(const Node& node) {
  switch (node.kind) {
    case Node::Kind::empty:
      return true;
    case Node::Kind::scalar:
      return node.text == "none" && !node.quoted;
    case Node::Kind::list:
      return node.items.empty();
    case Node::Kind::map:
      return node.members.empty();
  }
  return false;
}

Node merge(const Node& base, const Node& over) {
  if (!base.is(Node::Kind::map) || !over.is(Node::Kind::map)) return over;
  Node result = base;
  result.place = over.place;
  for (const Member& m : over.members) {
    if (Node* old = result.find(m.key)) {
      if (is_nothing(m.value))
        std::erase_if(result.members, [&](const Member& inherited) { return inherited.key == m.key; });
      else
        *old = merge(*old, m.value);
    } else {
      result.members.push_back(m);
    }
  }
  return result;
}

}  // namespace tachy::scenario
