#include "engine/totals.hpp"

#include "day/flow.hpp"
#include "day/patient_totals.hpp"

namespace tachy::engine {

using model::Total;

namespace {

// The smallest difference that counts, in the stored whole numbers; at least 1.
std::array<std::int64_t, model::kTotalCount> smallest_differences(std::uint32_t weeks) {
  std::array<std::int64_t, model::kTotalCount> out{};
  for (const model::TotalRow& row : model::total_table()) {
    const double difference = static_cast<double>(model::smallest_difference(row, weeks));
    const auto whole = static_cast<std::int64_t>(difference / row.scale + 0.5);
    out[static_cast<std::uint32_t>(row.total)] = whole > 0 ? whole : 1;
  }
  return out;
}

using PatientTotals = std::array<std::int64_t, model::kTotalCount>;
constexpr std::uint32_t kNoLife = model::kMaxMisuseClocks;  // beyond all numbers

void add_values(const PatientTotals& totals, TotalTally* tallies) {
  for (std::uint32_t t = 0; t < model::kTotalCount; ++t) {
    tallies[t].sum += totals[t];
    tallies[t].sum_squares += totals[t] * totals[t];
  }
}

void add_if_counts(std::int64_t difference, std::int64_t smallest, TotalTally& tally) {
  tally.higher += difference >= smallest;
  tally.lower += difference <= -smallest;
}

// A difference above or below 0.
void add_difference(std::int64_t difference, TotalTally& tally) {
  tally.difference_sum += difference;
  tally.difference_sum_squares += difference * difference;
  const std::int64_t up = difference > 0 ? difference : 0;
  tally.up += difference > 0;
  tally.down += difference < 0;
  tally.up_sum += up;
  tally.up_sum_squares += up * up;
}

// What a patient gathered in one arm: in the rare measures, in all lives.
struct InArm {
  PatientTotals totals;
  std::span<const LifeOfRow> lives;
};

// The rare totals, life by life: each against the same life in the reference arm. Who has no such life there
// did not misuse there.
void add_lives_that_count(const InArm& here, const InArm& reference, const PatientTotals& smallest,
                          TotalTally* tallies) {
  constexpr std::array<std::int64_t, model::kRareTotalCount> kNone{};
  auto a = here.lives.begin(), b = reference.lives.begin();
  while (a != here.lives.end() || b != reference.lives.end()) {
    const std::uint32_t number_a = a == here.lives.end() ? kNoLife : a->life.number;
    const std::uint32_t number_b = b == reference.lives.end() ? kNoLife : b->life.number;
    const auto& ours = number_a <= number_b ? (a++)->life.totals : kNone;
    const auto& theirs = number_b <= number_a ? (b++)->life.totals : kNone;
    for (std::uint32_t i = 0; i < model::kRareTotalCount; ++i) {
      const auto t = static_cast<std::uint32_t>(model::kRareTotals[i]);
      add_if_counts(ours[i] - theirs[i], smallest[t], tallies[t]);
    }
  }
}

// Many differences of a patient are none, so only the others are counted and multiplied.
void add_differences(const InArm& here, const InArm& reference, const PatientTotals& smallest,
                     TotalTally* tallies, std::int64_t* products) {
  const bool has_lives = !here.lives.empty() || !reference.lives.empty();
  if (has_lives) add_lives_that_count(here, reference, smallest, tallies);
  std::uint32_t differing[model::kTotalCount];
  std::int64_t differences[model::kTotalCount];
  std::uint32_t n = 0;
  for (std::uint32_t t = 0; t < model::kTotalCount; ++t) {
    const std::int64_t difference = here.totals[t] - reference.totals[t];
    if (difference == 0) continue;
    add_difference(difference, tallies[t]);
    if (!has_lives || !model::is_rare(static_cast<Total>(t)))
      add_if_counts(difference, smallest[t], tallies[t]);
    for (std::uint32_t i = 0; i < n; ++i)
      products[pair_number(t, differing[i])] += difference * differences[i];
    differing[n] = t;
    differences[n++] = difference;
  }
}

void add_flow(const Block& block, std::uint32_t row, std::uint32_t arm, std::uint32_t stratum,
              Tallies& tallies) {
  const auto flow =
      read_group<float, day::FlowRecord<float>>(block, block.column(arm, ArmGroup::flow), Rows{row});
  day::add_flow(flow, read_arm<float>(block, arm, Rows{row}).clinic.treatment, tallies.flow_of(arm, stratum));
}

}  // namespace

void add_totals(const Block& block, const regimen::Experiment& experiment, Tallies& tallies,
                const RareLives& lives) {
  const auto smallest = smallest_differences(experiment.smallest_difference_weeks);
  const std::uint32_t arms = experiment.plan.arms, reference_arm = experiment.reference_arm;
  const std::uint32_t* enrolled = block.column(SharedGroup::enrolled);
  for (std::uint32_t row = 0; row < block.rows(); ++row) {
    if (enrolled[row] == 0) continue;
    const auto person = read_shared<float>(block, Rows{row}).person;
    const std::uint32_t stratum = block.stratum_of(row);
    const auto totals_in = [&](std::uint32_t arm) {
      InArm in{day::totals_of(read_record<float>(block, arm, Rows{row}), person.baseline_hamd17),
               lives.of(row, arm)};
      for (const LifeOfRow& copy : in.lives)
        for (std::uint32_t i = 0; copy.life.number > 0 && i < model::kRareTotalCount; ++i)
          in.totals[static_cast<std::uint32_t>(model::kRareTotals[i])] += copy.life.totals[i];
      return in;
    };
    const auto reference = totals_in(reference_arm);
    for (std::uint32_t arm = 0; arm < arms; ++arm) {
      const auto totals = arm == reference_arm ? reference : totals_in(arm);
      TotalTally* in_arm = &tallies.at(arm, Total{}, stratum);
      add_values(totals.totals, in_arm);
      if (arm != reference_arm)
        add_differences(totals, reference, smallest, in_arm, tallies.products_of(arm, stratum));
      add_flow(block, row, arm, stratum, tallies);
    }
  }
}

void fill_persons(const regimen::Experiment& e, const PhiloxKeys& keys, const Block& block,
                  Tallies& tallies) {
  const model::HistoryRisks risks = model::risks_of_histories(e.parameters);
  std::uint32_t* enrolled = block.column(SharedGroup::enrolled);
  for (std::uint32_t row = 0; row < block.capacity; ++row) {
    const std::uint32_t patient = patient_at(row);
    const bool is_there = row < block.rows() && patient < block.count;
    model::Person person{};
    if (is_there)
      person =
          model::sample_person(e.cohort, e.eligibility, keys, block.first_patient + patient, e.replicate);
    enrolled[row] = person.enrolled;
    if (block.layout.strata > 1) block.column(SharedGroup::stratum)[row] = e.strata.of(person);
    SharedRow<float> shared{{}, {}, {46.0f, 70.0f, 25.0f, 0.0f}};  // for rows without a patient
    if (person.enrolled) shared.person = model::person_lanes(person, risks);
    write_rows<float>(block.column(SharedGroup::rows), Rows{row}, shared);
    if (!is_there) continue;
    tallies.candidates_screened += person.candidates_screened;
    tallies.enrolled += person.enrolled;
    tallies.not_enrolled += !person.enrolled;
    if (!person.enrolled) continue;
    ++tallies.enrolled_in[block.stratum_of(row)];
    tallies.age_sum += truncate(person.age_years * 64.0f + 0.5f);
    tallies.women += person.female;
    tallies.weight_sum += truncate(person.weight_kg * 64.0f + 0.5f);
    tallies.baseline_hamd17_sum += truncate(person.baseline_hamd17 * 64.0f + 0.5f);
  }
}

}  // namespace tachy::engine
