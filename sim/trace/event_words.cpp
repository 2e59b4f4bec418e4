// The words for what a diary tells; outcome files, tables and stories use the same.
#include <algorithm>
#include <array>
#include <utility>

#include "trace/diary.hpp"

namespace tachy::trace {

namespace {

template <class Enum>
constexpr std::size_t kWords = static_cast<std::size_t>(Enum::kCount);

struct StatusRow {
  VisitStatus status;
  std::string_view name, words;
};
constexpr StatusRow kStatusTable[] = {
    {VisitStatus::given, "given", "given"},
    {VisitStatus::held, "held", "came, dose held"},
    {VisitStatus::waiting, "waiting", "came, waits to enter the phase"},
    {VisitStatus::moved, "moved", "came, moved to another phase"},
    {VisitStatus::stopped, "stopped", "came, treatment stopped"},
    {VisitStatus::assessed, "assessed", "came, assessed only"},
    {VisitStatus::missed, "missed", "did not come, booked again"},
    {VisitStatus::postponed, "postponed", "will come later"},
    {VisitStatus::lost, "lost", "did not come, this dose is lost"},
    {VisitStatus::reduced, "reduced", "given only"},
};
static_assert(
    [] {
      for (std::size_t s = 0; s < std::size(kStatusTable); ++s)
        if (kStatusTable[s].status != static_cast<VisitStatus>(s)) return false;
      return std::size(kStatusTable) == kWords<VisitStatus>;
    }(),
    "the rows stand in the order of VisitStatus");
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
constexpr std::array<std::string_view, 5> kTreatment{"in_treatment", "completed", "stopped", "dropped_out",
                                                     "dead"};

}  // namespace

std::string_view name_of(VisitStatus status) { return kStatusTable[static_cast<std::size_t>(status)].name; }
std::string_view words_for(VisitStatus status) {
  return kStatusTable[static_cast<std::size_t>(status)].words;
}
std::string_view name_of(EventKind kind) { return kEvent.at(static_cast<std::size_t>(kind)); }
std::string_view name_of(model::Dependence dependence) {
  return kDependence.at(static_cast<std::size_t>(dependence));
}
std::string_view name_of(regimen::Treatment treatment) {
  return kTreatment.at(static_cast<std::size_t>(treatment));
}

}  // namespace tachy::trace
