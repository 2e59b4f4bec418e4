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
  if (visit.reason == Reason::none) return "";
  if (visit.reason == Reason::rule) return fmt::format(" (rule {})", visit.rule);
  return fmt::format(" ({})", regimen::row_of(visit.reason).words);
}

std::string outcome_of(const trace::VisitNote& visit) {
  const bool given = visit.status == VisitStatus::given || visit.status == VisitStatus::reduced;
  if (!given) return std::string(row_of(visit.status).words);
  if (visit.mg == 0.0f) return "given, no drug in it";
  return fmt::format("{} {:.1f} mg", row_of(visit.status).words, visit.mg);
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
