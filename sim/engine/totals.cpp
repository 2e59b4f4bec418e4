#include "engine/totals.hpp"

namespace tachy::engine {

using model::Total;

std::array<std::int64_t, model::kTotalCount> totals_of(const model::Record<float>& r, float baseline_hamd17) {
  std::array<std::int64_t, model::kTotalCount> out{};
  const auto set = [&](Total total, std::uint32_t value) { out[static_cast<std::uint32_t>(total)] = value; };
  const std::uint32_t mean = r.weeks_lived > 0 ? (r.hamd17_sum + r.weeks_lived / 2) / r.weeks_lived
                                               : truncate(baseline_hamd17 * 64.0f + 0.5f);
  set(Total::remission_weeks, r.remission_weeks);
  set(Total::response_weeks, r.response_weeks);
  set(Total::treated_weeks, r.treated_weeks);
  set(Total::hamd17_mean, mean);
  set(Total::relapses, r.relapses);
  set(Total::sessions, r.sessions);
  set(Total::dissociation, r.dissociation);
  set(Total::sedation, r.sedation);
  set(Total::nausea, r.nausea);
  set(Total::dizziness, r.dizziness);
  set(Total::systolic_rise_40, r.systolic_rise_40);
  set(Total::systolic_180, r.systolic_180);
  set(Total::misuse_ever, (r.ever & model::kEverMisused) != 0);
  set(Total::use_disorder_ever, (r.ever & model::kEverDisorder) != 0);
  set(Total::urinary_ever, (r.ever & model::kEverUrinary) != 0);
  set(Total::suicide_attempts, r.suicide_attempts);
  set(Total::died, (r.ever & model::kDied) != 0);
  set(Total::cumulative_dose_mg, truncate(r.cumulative_mg + 0.5f));
  return out;
}

namespace {

// The smallest difference that counts, in the stored whole numbers; at least 1.
std::array<std::int64_t, model::kTotalCount> smallest_differences() {
  std::array<std::int64_t, model::kTotalCount> out{};
  for (const model::TotalRow& row : model::total_table()) {
    const auto whole = static_cast<std::int64_t>(row.smallest_difference / row.scale + 0.5f);
    out[static_cast<std::uint32_t>(row.total)] = whole > 0 ? whole : 1;
  }
  return out;
}

}  // namespace

void add_totals(const Block& block, std::uint32_t arms, std::uint32_t reference_arm, Tallies& tallies) {
  static const auto smallest = smallest_differences();
  const std::uint32_t* enrolled = block.column(Layout::enrolled);
  for (std::uint32_t row = 0; row < block.count; ++row) {
    if (enrolled[row] == 0) continue;
    const auto person = read_shared<float>(block, Rows{row}).person;
    const auto totals_in = [&](std::uint32_t arm) {
      return totals_of(read_record<float>(block, arm, Rows{row}), person.baseline_hamd17);
    };
    const auto reference = totals_in(reference_arm);
    for (std::uint32_t arm = 0; arm < arms; ++arm) {
      const auto totals = arm == reference_arm ? reference : totals_in(arm);
      for (std::uint32_t t = 0; t < model::kTotalCount; ++t) {
        const std::int64_t difference = totals[t] - reference[t];
        TotalTally& tally = tallies.at(arm, static_cast<Total>(t));
        tally.sum += totals[t];
        tally.sum_squares += totals[t] * totals[t];
        tally.difference_sum += difference;
        tally.difference_sum_squares += difference * difference;
        tally.higher += difference >= smallest[t];
        tally.lower += difference <= -smallest[t];
      }
    }
  }
}

void fill_persons(const regimen::Experiment& e, const PhiloxKeys& keys, const Block& block,
                  Tallies& tallies) {
  const float own = log(e.parameters.own_history_ratio), family = log(e.parameters.family_history_ratio);
  const float comorbid = log(e.parameters.comorbidity_ratio);
  std::uint32_t* enrolled = block.column(Layout::enrolled);
  for (std::uint32_t row = 0; row < block.capacity; ++row) {
    model::Person person{};
    if (row < block.count)
      person = model::sample_person(e.cohort, e.eligibility, keys, block.first_patient + row, e.replicate);
    enrolled[row] = person.enrolled;
    SharedRow<float> shared{{}, {}, {46.0f, 70.0f, 25.0f, 0.0f}};  // for rows that are nobody
    if (person.enrolled)
      shared.person = {person.age_years, person.weight_kg, person.baseline_hamd17,
                       (person.own_substance_history ? own : 0.0f) +
                           (person.family_substance_history ? family : 0.0f) +
                           (person.psychiatric_comorbidity ? comorbid : 0.0f)};
    write_rows<float>(block.column(Layout::shared_rows), Rows{row}, shared);
    if (row >= block.count) continue;
    tallies.candidates_screened += person.candidates_screened;
    tallies.enrolled += person.enrolled;
    tallies.not_enrolled += !person.enrolled;
    if (!person.enrolled) continue;
    tallies.age_sum += truncate(person.age_years);
    tallies.women += person.female;
    tallies.weight_sum += truncate(person.weight_kg + 0.5f);
    tallies.baseline_hamd17_sum += truncate(person.baseline_hamd17 * 64.0f + 0.5f);
  }
}

}  // namespace tachy::engine
