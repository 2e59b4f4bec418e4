#include "output/compare/flow_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/grouped.hpp"
#include "day/flow.hpp"
#include "output/compare/text_table.hpp"

namespace tachy::output {

namespace {

constexpr std::size_t kFlowWidth = 100, kWidestCount = 13;

bool taken(const Flow& flow, std::size_t step) {
  return std::any_of(flow.counts.begin(), flow.counts.end(), [&](const auto& arm) { return arm[step] != 0; });
}

std::size_t width_of_arm(const std::string& id) { return std::max(id.size(), kWidestCount) + 2; }

std::string table_of_arms(const Flow& flow, std::size_t first, std::size_t end) {
  TextRow heading{"patients"};
  for (std::size_t arm = first; arm < end; ++arm) heading.push_back(flow.arm_ids[arm]);
  std::vector<TextRow> rows{heading};
  for (std::size_t step = 0; step < flow.steps.size(); ++step) {
    if (!taken(flow, step)) continue;
    TextRow row{flow.steps[step]};
    for (std::size_t arm = first; arm < end; ++arm)
      row.push_back(
          tachy::grouped(static_cast<std::uint64_t>((flow.counts[arm][step] + flow.draws / 2) / flow.draws)));
    rows.push_back(row);
  }
  return text_table(rows);
}

// "admitted to maintenance"
std::string admitted_to(std::size_t phase, const std::vector<std::vector<std::string>>& phase_ids_of_arms) {
  std::vector<std::string> names;
  for (const auto& ids : phase_ids_of_arms)
    if (phase < ids.size() && !ids[phase].empty() &&
        std::find(names.begin(), names.end(), ids[phase]) == names.end())
      names.push_back(ids[phase]);
  return fmt::format("admitted to {}", fmt::join(names, " or "));
}

}  // namespace

std::string flow_table(const Flow& flow) {
  std::size_t widest = 0;
  for (std::size_t step = 0; step < flow.steps.size(); ++step)
    if (taken(flow, step)) widest = std::max(widest, flow.steps[step].size() + 2);
  std::string text;
  for (std::size_t first = 0; first < flow.arm_ids.size();) {
    std::size_t end = first, width = widest;
    while (end < flow.arm_ids.size() &&
           (end == first || width + width_of_arm(flow.arm_ids[end]) <= kFlowWidth))
      width += width_of_arm(flow.arm_ids[end++]);
    text += (text.empty() ? "" : "\n") + table_of_arms(flow, first, end);
    first = end;
  }
  return text;
}

std::string words_of_step(const std::string& step,
                          const std::vector<std::vector<std::string>>& phase_ids_of_arms) {
  for (std::uint32_t number = 0; number < day::kFlowSteps; ++number) {
    if (day::kFlowTable[number].name != step) continue;
    if (number >= day::kFirstAdmitted && number < day::kFirstLeaving)
      return admitted_to(number - day::kFirstAdmitted, phase_ids_of_arms);
    return std::string(day::kFlowTable[number].words);
  }
  return step;
}

}  // namespace tachy::output
