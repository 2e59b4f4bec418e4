// A story as a tidy table. Values that a row does not have are empty.
#include <fmt/format.h>

#include "cli/replay/replay.hpp"
#include "output/export/beyond_range.hpp"

namespace tachy::cli {

namespace {

using trace::DiaryEntry;

std::string visit_columns(const Story& story, const DiaryEntry& entry) {
  if (!entry.visit) return "review,,,,,,,,";
  const trace::VisitNote& v = *entry.visit;
  const bool given = v.status == trace::VisitStatus::given || v.status == trace::VisitStatus::reduced;
  return fmt::format("visit,{},{},{},{},{},{},{},{}", trace::name_of(v.status), trace::name_of(v.reason),
                     v.rule, v.planned_day, story.scenario->arms[entry.arm].phase_ids[v.phase],
                     given ? fmt::format("\"{}\"", story.scenario->dose_form_labels[v.dose_form]) : "",
                     given ? fmt::format("{}", v.mg) : "",
                     v.rated_hamd17 ? fmt::format("{}", *v.rated_hamd17) : "");
}

std::string listed(const DiaryEntry& entry) {
  std::string events, draws;
  const auto add_draw = [&](const std::optional<trace::DecisiveDraw>& draw) {
    if (!draw) return;
    draws += draws.empty() ? "" : ";";
    draws += draw->purpose;
    draws += fmt::format("={}|{}", draw->drawn, draw->threshold);
  };
  if (entry.visit) add_draw(entry.visit->draw);
  for (const auto& event : entry.events) {
    events += events.empty() ? "" : ";";
    events += trace::name_of(event.kind);
    if (event.value != 0.0f) events += fmt::format("={}", event.value);
    add_draw(event.draw);
  }
  return events + "," + draws;
}

}  // namespace

std::string story_csv(const Story& story) {
  std::string csv =
      "patient,arm,baseline_hamd17,day,note,status,reason,rule,planned_day,phase,dose_form,mg,rated_hamd17,"
      "true_hamd17,"
      "fast_level,consolidated_level,expectancy,unblinding,antidepressant_tolerance,reward_tolerance,craving,"
      "neuroadaptation,dependence,treatment,next_visit,interval_days,events,draws\n";
  for (const DiaryEntry& entry : story.diary.entries) {
    if (entry.day < story.from_day || entry.day > story.to_day) continue;
    const trace::Standing& s = entry.standing;
    csv += fmt::format("{},{},{},{},{},", story.patient, story.scenario->arms[entry.arm].id,
                       story.diary.life.person.baseline_hamd17, entry.day, visit_columns(story, entry));
    csv += fmt::format("{},{},{},{},{},{},{},{},{},", s.hamd17, s.benefit.fast, s.benefit.consolidated,
                       s.benefit.expectancy, s.benefit.unblinding, s.benefit.tolerance,
                       s.habituation.reward_tolerance, s.habituation.craving, s.habituation.neuroadaptation);
    csv += fmt::format("{},{},{},{},{}\n", trace::name_of(s.dependence), trace::name_of(s.treatment),
                       s.next_visit == regimen::kNoDay ? "" : std::to_string(s.next_visit), s.interval_days,
                       listed(entry));
  }
  const std::string beyond = output::names_beyond_range(story.scenario->experiment.parameters);
  return output::is_beyond_range(beyond) ? output::with_column(csv, "beyond_range", beyond) : csv;
}

}  // namespace tachy::cli
