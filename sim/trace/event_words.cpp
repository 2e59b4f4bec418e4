// The words for what a diary tells; outcome files, tables and stories use the same.
#include <array>

#include "trace/diary.hpp"

namespace tachy::trace {

namespace {

template <class Enum>
constexpr std::size_t kWords = static_cast<std::size_t>(Enum::kCount);

constexpr std::array<std::string_view, kWords<VisitStatus>> kStatus{
    "given", "held", "waiting", "moved", "stopped", "assessed", "missed", "postponed", "lost", "reduced"};
constexpr std::array<std::string_view, kWords<Reason>> kReason{
    "none", "rule", "entry", "no_benefit", "cap", "week_cap", "year_cap", "session_cap", "dose_ceiling"};
constexpr std::array<std::string_view, kWords<EventKind>> kEvent{
    "phase_entered",     "interval_changed",
    "dose_changed",      "plan_completed",
    "clinician_stop",    "drop_out",
    "misuse_detected",   "dissociation",
    "sedation",          "nausea",
    "dizziness",         "systolic_rise_40",
    "systolic_180",      "relapse",
    "misuse_starts",     "misuse_ends",
    "use_disorder",      "use_disorder_remission",
    "unsupervised_dose", "withdrawal",
    "urinary_symptoms",  "suicide_attempt",
    "suicide",           "other_death",
    "total_cap_reached"};
constexpr std::array<std::string_view, 4> kDependence{"none", "misuse", "use_disorder", "remission"};
constexpr std::array<std::string_view, 5> kTreatment{"in_treatment", "completed", "stopped", "dropped_out",
                                                     "dead"};

}  // namespace

std::string_view name_of(VisitStatus status) { return kStatus.at(static_cast<std::size_t>(status)); }
std::string_view name_of(Reason reason) { return kReason.at(static_cast<std::size_t>(reason)); }
std::string_view name_of(EventKind kind) { return kEvent.at(static_cast<std::size_t>(kind)); }
std::string_view name_of(model::Dependence dependence) {
  return kDependence.at(static_cast<std::size_t>(dependence));
}
std::string_view name_of(regimen::Treatment treatment) {
  return kTreatment.at(static_cast<std::size_t>(treatment));
}

}  // namespace tachy::trace
