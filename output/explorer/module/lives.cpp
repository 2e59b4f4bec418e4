#include "output/explorer/module/lives.hpp"

#include "day/one_patient.hpp"
#include "model/definitions.hpp"
#include "trace/diary.hpp"

namespace tachy::explorer {

namespace {

Json json_of(const model::Person& person) {
  return {{"age", person.age_years},     {"weight", person.weight_kg},
          {"female", person.female},     {"baseline_hamd17", person.baseline_hamd17},
          {"enrolled", person.enrolled}, {"failed_treatments", person.failed_treatments}};
}

Json json_of(const trace::DiaryEntry& entry) {
  Json json = {{"day", entry.day},
               {"hamd17", entry.standing.hamd17},
               {"dependence", trace::name_of(entry.standing.dependence)},
               {"treatment", trace::name_of(entry.standing.treatment)},
               {"reward_tolerance", entry.standing.habituation.reward_tolerance}};
  if (entry.visit) {
    json["visit"] = trace::name_of(entry.visit->status);
    json["reason"] = trace::name_of(entry.visit->reason);
    json["mg"] = entry.visit->mg;
  }
  if (!entry.events.empty()) {
    json["events"] = Json::array();
    for (const trace::EventNote& event : entry.events) json["events"].push_back(trace::name_of(event.kind));
  }
  return json;
}

// As the page's icons show it: the worst that applies.
std::string_view state_of(const day::ArmLife& life, float score, float baseline) {
  const auto dependence = static_cast<model::Dependence>(life.clocks.dependence);
  if (life.clinic.treatment == static_cast<std::uint32_t>(regimen::Treatment::dead)) return "dead";
  if (dependence == model::Dependence::use_disorder) return "use_disorder";
  if (dependence == model::Dependence::misuse) return "misuse";
  if (score <= model::kRemissionHamd17) return "remission";
  return score <= model::kResponseShareOfBaseline * baseline ? "response" : "symptomatic";
}

}  // namespace

Json last_states(const day::Setup& setup, engine::PatientRange patients) {
  const std::uint32_t arms = setup.experiment->plan.arms;
  Json states = Json::array();
  for (std::uint32_t arm = 0; arm < arms; ++arm) states.push_back(Json::array());
  for (std::uint32_t patient = patients.first; patient < patients.end(); ++patient) {
    std::vector<float> scores(arms, 0.0f);
    const day::PatientLife life = day::live_one_patient(setup, patient, [&](const day::DayNote& note) {
      if (note.review) scores[note.arm] = note.review->score;
    });
    for (std::uint32_t arm = 0; arm < arms; ++arm)
      states[arm].push_back(!life.person.enrolled
                                ? "nobody"
                                : state_of(life.arms[arm], scores[arm], life.person.baseline_hamd17));
  }
  return states;
}

Json diary_of(const day::Setup& setup, std::uint32_t patient) {
  const trace::Diary diary = trace::keep_diary(setup, patient);
  Json arms = Json::array();
  for (std::uint32_t arm = 0; arm < setup.experiment->plan.arms; ++arm) arms.push_back(Json::array());
  for (const trace::DiaryEntry& entry : diary.entries) arms[entry.arm].push_back(json_of(entry));
  Json peaks = Json::array();
  for (const day::FormExposure<float>& form : diary.life.exposures) peaks.push_back(form.peak_ng_per_ml);
  return {{"person", json_of(diary.life.person)}, {"peaks_ng_per_ml", peaks}, {"arms", arms}};
}

}  // namespace tachy::explorer
