#include "scenario/resolve/apply_set.hpp"

#include <charconv>

#include <fmt/format.h>

namespace tachy::scenario {

std::vector<std::string> steps_of(const std::string& path) {
  std::vector<std::string> steps;
  std::size_t start = 0;
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', start)) {
    steps.push_back(path.substr(start, dot - start));
    start = dot + 1;
  }
  steps.push_back(path.substr(start));
  return steps;
}

namespace {

// How a list item is called: an arm by its id, a phase by its name, everything else by its position.
std::string name_of(const Node& item, std::size_t position) {
  if (item.is(Node::Kind::scalar)) return item.text;
  if (const Node* id = item.find("id")) return id->text;
  if (item.members.size() == 1 && item.members.front().value.is(Node::Kind::map))
    return item.members.front().key;
  return std::to_string(position);
}

// The item of a list called `step`; inside an arm's phase it is the phase's own map.
Node* item_called(Node& list, const std::string& step, bool last_step) {
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    Node& item = list.items[i];
    if (step == std::to_string(i)) return &item;
    if (name_of(item, i) != step) continue;
    if (item.find("id")) return &item;
    if (item.is(Node::Kind::scalar) && !last_step) {  // "induction" becomes "induction: {...}"
      Node inner;
      inner.kind = Node::Kind::map;
      inner.place = item.place;
      const Member member{item.text, item.place, inner};
      item.kind = Node::Kind::map;
      item.members = {member};
    }
    if (item.is(Node::Kind::map)) return &item.members.front().value;
    return &item;
  }
  return nullptr;
}

std::vector<std::string> names_in(const Node& list) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < list.items.size(); ++i) names.push_back(name_of(list.items[i], i));
  return names;
}

}  // namespace

void apply_setting(Node& root, const std::string& path, const std::string& value, Sources& sources,
                   Faults& faults) {
  Source& source = sources.emplace_back();
  source.name = source.short_name = "--set";
  source.text = path + "=" + value;
  const Place at_path{&source, 1, 1};
  const Place at_value{&source, 1, static_cast<std::uint32_t>(path.size()) + 2};
  const std::size_t faults_before = faults.count();
  Node parsed = read_yaml(value, at_value, faults);
  if (faults.count() > faults_before) return;
  Node* node = &root;
  const std::vector<std::string> steps = steps_of(path);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string& step = steps[i];
    if (step.empty()) {
      faults.add(at_path, "", "a path has words between its dots", "e.g. --set cohort.patients=1000");
      return;
    }
    if (node->is(Node::Kind::list)) {
      Node* item = item_called(*node, step, i + 1 == steps.size());
      if (!item) {
        faults.add(at_path, path,
                   fmt::format("there is no '{}' here{}", step, did_you_mean(step, names_in(*node))),
                   "one of " + one_of(names_in(*node)));
        return;
      }
      node = item;
      continue;
    }
    if (!node->is(Node::Kind::map)) {
      node->kind = Node::Kind::map;
      node->place = at_path;
    }
    if (!node->find(step)) node->members.push_back({step, at_path, Node{}});
    node = node->find(step);
    if (node->is(Node::Kind::empty)) node->place = at_path;
  }
  *node = std::move(parsed);
  if (node->is(Node::Kind::empty)) node->place = at_value;
}

}  // namespace tachy::scenario
