// The `study` block: a trial that has not been made.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "scenario/lower/lowering.hpp"

namespace tachy::scenario {

namespace {

// A study needs tenths of participants as little as it needs one.
constexpr double kFewestParticipants = 10;

void lower_sizes(const Reader& block, StudyDesign& study) {
  for (const double size : block.amounts("sizes")) {
    if (size != std::floor(size) || size < kFewestParticipants)
      return block.fault("sizes", fmt::format("{:g} people in an arm", size),
                         fmt::format("whole numbers of at least {:g}", kFewestParticipants));
    study.sizes.push_back(static_cast<std::uint32_t>(size));
  }
  for (std::size_t i = 1; i < study.sizes.size(); ++i) {
    if (study.sizes[i] > study.sizes[i - 1] && study.sizes[i] % study.sizes[0] == 0) continue;
    return block.fault("sizes", fmt::format("{} after {}", study.sizes[i], study.sizes[i - 1]),
                       "rising, each a multiple of the first, e.g. [50, 100, 200, 400]");
  }
}

void lower_measures(const Reader& block, StudyDesign& study) {
  for (const std::string& name : block.words("measures")) {
    const auto has_name = [&](const auto& row) { return row.name == name; };
    const auto& totals = model::total_table();
    const auto total = std::find_if(totals.begin(), totals.end(), has_name);
    if (total != totals.end()) {
      study.totals.push_back(total->total);
      continue;
    }
    const auto& weekly = model::weekly_table();
    study.weekly.push_back(std::find_if(weekly.begin(), weekly.end(), has_name)->weekly);
  }
}

}  // namespace

void lower_study(const Reader& scenario, Scenario& out) {
  const auto block = scenario.section("study");
  if (!block || !block->whole_node().is(Node::Kind::map)) return;
  StudyDesign& study = out.study.emplace();
  study.question = block->text("question").value_or("");
  lower_sizes(*block, study);
  lower_measures(*block, study);
}

}  // namespace tachy::scenario
