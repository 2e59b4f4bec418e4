#include "scenario/resolve/keep_arms.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

const Node* arm_with_id(const std::vector<Node>& arms, const std::string& id) {
  const auto arm = std::find_if(arms.begin(), arms.end(), [&](const Node& a) {
    const Node* own = a.find("id");
    return own && own->text == id;
  });
  return arm == arms.end() ? nullptr : &*arm;
}

std::vector<std::string> ids_of(const std::vector<Node>& arms) {
  std::vector<std::string> ids;
  for (const Node& arm : arms) {
    if (const Node* id = arm.find("id")) ids.push_back(id->text);
  }
  return ids;
}

// The arms called `ids`; a fault for each that is not there or is asked for twice.
std::vector<Node> arms_asked_for(const std::vector<Node>& arms, const std::vector<std::string>& ids,
                                 Sources& sources, Faults& faults) {
  Source& source = sources.emplace_back();
  source.name = source.short_name = "--arms";
  std::vector<Node> kept;
  for (const std::string& id : ids) {
    source.text += (source.text.empty() ? "" : ",") + id;
    const auto column = static_cast<std::uint32_t>(source.text.size() - id.size() + 1);
    const Node* arm = arm_with_id(arms, id);
    if (!arm) {
      const auto known = ids_of(arms);
      faults.add({&source, 1, column}, "arms",
                 fmt::format("there is no arm '{}'{}", id, did_you_mean(id, known)),
                 "arms: " + one_of(known));
    } else if (arm_with_id(kept, id)) {
      faults.add({&source, 1, column}, "arms", fmt::format("arm '{}' is asked for twice", id),
                 "name it once");
    } else {
      kept.push_back(*arm);
    }
  }
  return kept;
}

}  // namespace

void keep_arms(Node& root, const std::vector<std::string>& ids, Sources& sources, Faults& faults) {
  Node* arms = root.find("arms");
  if (ids.empty() || !arms || !arms->is(Node::Kind::list)) return;
  std::vector<Node> kept = arms_asked_for(arms->items, ids, sources, faults);
  if (kept.empty()) return;
  std::vector<std::string> left_out = ids_of(arms->items);
  std::erase_if(left_out, [&](const std::string& id) { return contains(ids, id); });
  Node* reference = root.find("reference_arm");
  if (reference && contains(left_out, reference->text)) reference->text = kept.front().find("id")->text;
  leave_out_endpoints(root, left_out);
  arms->items = std::move(kept);
}

}  // namespace tachy::scenario
