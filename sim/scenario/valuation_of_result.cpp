#include "scenario/valuation_of_result.hpp"

#include <algorithm>

#include "scenario/lower/lower_economics.hpp"
#include "scenario/resolve/apply_set.hpp"
#include "scenario/resolve/library.hpp"

namespace tachy::scenario {

namespace {

constexpr std::string_view kKey = "economics";

// The tree with nothing but the section `economics`: the result's own, or one that uses the part wished for.
Node only_economics(Node root, const std::string& use, Sources& sources, Faults& faults) {
  std::erase_if(root.members, [&](const Member& m) { return m.key != kKey || !use.empty(); });
  root.kind = Node::Kind::map;
  if (!use.empty()) apply_setting(root, std::string(kKey) + ".use", use, sources, faults);
  return root;
}

}  // namespace

ValuationFound valuation_of_result(const Files& files, const std::string& path, const std::string& resolved,
                                   const std::string& library_root, const ValuationWish& wish) {
  Library library{files, ".", library_root, {}, {}, {}, {}, {}};
  Faults faults;
  Source& source = library.sources.emplace_back();
  source.name = source.short_name = path;
  source.text = resolved;
  Node root =
      only_economics(read_yaml(source.text, {&source, 1, 1}, faults), wish.use, library.sources, faults);
  ValuationFound found;
  std::vector<std::string> used;
  fill_in_parts(root, kScenarioSection, {library, faults, used});
  if (root.find(kKey)) {
    for (const auto& [key, value] : wish.set)
      apply_setting(root, std::string(kKey) + "." + key, value, library.sources, faults);
    const Reader section(*root.find(kKey), kEconomicsSection, std::string(kKey), faults);
    economics::Valuation valuation = lower_economics(section);
    if (faults.count() == 0) found.valuation = std::move(valuation);
  }
  found.faults = faults.take(path);
  return found;
}

}  // namespace tachy::scenario
