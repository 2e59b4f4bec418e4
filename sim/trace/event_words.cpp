// The words for what a diary tells; outcome files, tables and stories use the same.
#include <algorithm>
#include <array>
#include <utility>

#include "trace/diary.hpp"

namespace tachy::trace {

namespace {

template <class Enum>
constexpr std::size_t kWords = static_cast<std::size_t>(Enum::kCount);

constexpr std::pair<EventKind, std::string_view> kOwnNames[] = {
    {EventKind::phase_entered, "phase_entered"},
    {EventKind::interval_changed, "interval_changed"},
    {EventKind::dose_changed, "dose_changed"},
    {EventKind::plan_completed, "plan_completed"},
    {EventKind::clinician_stop, "clinician_stop"},
    {EventKind::drop_out, "drop_out"},
    {EventKind::misuse_detected, "misuse_detected"},
    {EventKind::relapse, "relapse"},
    {EventKind::misuse_ends, "misuse_ends"},
    {EventKind::use_disorder_remission, "use_disorder_remission"},
    {EventKind::unsupervised_dose, "unsupervised_dose"},
    {EventKind::withdrawal, "withdrawal"},
    {EventKind::total_cap_reached, "total_cap_reached"},
};
constexpr auto kEvent = [] {
  std::array<std::string_view, kWords<EventKind>> names;
  for (const auto& [kind, name] : kOwnNames) names[static_cast<std::size_t>(kind)] = name;
  for (const model::SessionEventRow& row : model::kSessionEventTable)
    names[static_cast<std::size_t>(kind_of(row.event))] = row.name;
  for (const model::SlowHarmRow& row : model::kSlowHarmTable)
    names[static_cast<std::size_t>(kind_of(row.harm))] = row.event;
  return names;
}();
static_assert(std::none_of(kEvent.begin(), kEvent.end(), [](auto name) { return name.empty(); }));

constexpr std::array<std::string_view, 4> kDependence{"none", "misuse", "use_disorder", "remission"};

}  // namespace

std::string_view name_of(EventKind kind) { return kEvent.at(static_cast<std::size_t>(kind)); }
std::string_view name_of(model::Dependence dependence) {
  return kDependence.at(static_cast<std::size_t>(dependence));
}

}  // namespace tachy::trace
