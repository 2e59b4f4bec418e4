#include <algorithm>
#include <optional>
#include <vector>

#include "cli/report/told.hpp"
#include "cli/replay/replay.hpp"
#include "day/one_patient.hpp"
#include "trace/diary.hpp"

namespace tachy::cli {

namespace {

using TwinJson = nlohmann::ordered_json;

bool was_given(const trace::DiaryEntry& entry) {
  return entry.visit && (entry.visit->status == trace::VisitStatus::given ||
                         entry.visit->status == trace::VisitStatus::reduced);
}

std::vector<int> sessions_by_arm(const trace::Diary& diary, std::size_t arms) {
  std::vector<int> sessions(arms, 0);
  for (const trace::DiaryEntry& entry : diary.entries) sessions[entry.arm] += was_given(entry);
  return sessions;
}

bool lives_differ(const trace::Diary& diary, std::size_t arms) {
  const std::vector<int> sessions = sessions_by_arm(diary, arms);
  return std::any_of(sessions.begin(), sessions.end(), [&](int n) { return n != sessions.front(); });
}

TwinJson entry_json(const Story& story, const trace::DiaryEntry& entry) {
  TwinJson json = {{"day", entry.day}, {"hamd17", entry.standing.hamd17}};
  if (was_given(entry)) json["mg"] = entry.visit->mg;
  for (const trace::EventNote& event : entry.events)
    json["events"].push_back(event_in_words(story, entry.arm, event));
  return json;
}

}  // namespace

nlohmann::ordered_json twin_told(const scenario::Scenario& scenario) {
  constexpr std::uint32_t kMostTried = 200;
  const auto& experiment = scenario.experiment;
  const std::size_t arms = scenario.arms.size();
  const day::Setup setup = day::set_up(experiment);
  for (std::uint32_t patient = 0; patient < std::min(experiment.patients, kMostTried); ++patient) {
    const Story story{&scenario, patient, trace::keep_diary(setup, patient), 0, experiment.horizon_days};
    if (!story.diary.life.person.enrolled || !lives_differ(story.diary, arms)) continue;
    TwinJson json = {{"patient", patient},
                     {"baseline_hamd17", story.diary.life.person.baseline_hamd17},
                     {"words", patient_text(story)},
                     {"entries", TwinJson::array()}};
    for (std::size_t arm = 0; arm < arms; ++arm) json["entries"].push_back(TwinJson::array());
    for (const trace::DiaryEntry& entry : story.diary.entries)
      json["entries"][entry.arm].push_back(entry_json(story, entry));
    return json;
  }
  return nullptr;
}

}  // namespace tachy::cli
