// A diary in words.
#include <cmath>

#include <fmt/format.h>

#include "cli/replay/replay.hpp"

namespace tachy::cli {

namespace {

using trace::EventKind;
using trace::Reason;
using trace::VisitStatus;

std::string spaced(std::string_view name) {
  std::string words(name);
  for (char& c : words)
    if (c == '_') c = ' ';
  return words;
}

// "[attendance 0.031 < 0.064]", "[clock_suicide 0.991: 0.0092 > 0.0090]"
std::string by_draw(const std::optional<trace::DecisiveDraw>& draw) {
  if (!draw) return "";
  using Against = trace::DecisiveDraw::Against;
  const std::string drawn = fmt::format("{} {:.3f}", draw->purpose, draw->drawn);
  if (draw->against == Against::limit) return fmt::format(" [{} >= {:.3f}]", drawn, draw->threshold);
  if (draw->against == Against::probability) return fmt::format(" [{} < {:.3f}]", drawn, draw->threshold);
  return fmt::format(" [{}: {:.3g} > {:.3g}]", drawn, draw->threshold, -std::log(draw->drawn));
}

std::string because(const trace::VisitNote& visit) {
  switch (visit.reason) {
    case Reason::rule:
      return fmt::format(" (rule {})", visit.rule);
    case Reason::entry:
      return " (entry condition of the phase)";
    case Reason::no_benefit:
      return " (too little improvement)";
    case Reason::cap:
      return " (cap)";
    case Reason::week_cap:
      return " (cap of the week)";
    case Reason::year_cap:
      return " (cap of the year)";
    case Reason::session_cap:
      return " (cap of a session)";
    case Reason::dose_ceiling:
      return " (ceiling of the dose)";
    case Reason::none:
    case Reason::kCount:
      break;
  }
  return "";
}

std::string outcome_of(const trace::VisitNote& visit) {
  switch (visit.status) {
    case VisitStatus::given:
      return visit.mg > 0.0f ? fmt::format("given {:.1f} mg", visit.mg) : "given, no drug in it";
    case VisitStatus::reduced:
      return fmt::format("given only {:.1f} mg", visit.mg);
    case VisitStatus::held:
      return "came, dose held";
    case VisitStatus::waiting:
      return "came, waits to enter the phase";
    case VisitStatus::moved:
      return "came, moved to another phase";
    case VisitStatus::stopped:
      return "came, treatment stopped";
    case VisitStatus::assessed:
      return "came, assessed only";
    case VisitStatus::missed:
      return "did not come, booked again";
    case VisitStatus::postponed:
      return "will come later";
    case VisitStatus::lost:
    case VisitStatus::kCount:
      break;
  }
  return "did not come, this dose is lost";
}

}  // namespace

std::string visit_in_words(const trace::VisitNote& visit, std::uint32_t day) {
  std::string text = outcome_of(visit) + because(visit);
  if (visit.rated_hamd17 && day > visit.planned_day)
    text += fmt::format(", {} d late", day - visit.planned_day);
  return text + by_draw(visit.draw);
}

std::string event_in_words(const Story& story, std::uint32_t arm, const trace::EventNote& event) {
  const std::string name = spaced(trace::name_of(event.kind));
  switch (event.kind) {
    case EventKind::phase_entered:
      return "enters phase " + story.scenario->arms[arm].phase_ids[static_cast<std::size_t>(event.value)];
    case EventKind::interval_changed:
      return fmt::format("interval is now {} days", event.value);
    case EventKind::dose_changed:
      return fmt::format("dose is now step {} of the ladder", event.value + 1.0f);
    case EventKind::unsupervised_dose:
      return fmt::format("took {:.0f} mg unsupervised since the last review", event.value);
    case EventKind::withdrawal:
      return fmt::format("withdrawal for {} days{}", event.value, by_draw(event.draw));
    default:
      return name + by_draw(event.draw);
  }
}

}  // namespace tachy::cli
