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

void add_values(const PatientTotals& totals, TotalTally* tallies) {
  for (std::uint32_t t = 0; t < model::kTotalCount; ++t) {
    tallies[t].sum += totals[t];
    tallies[t].sum_squares += totals[t] * totals[t];
  }
}

// A difference above or below 0.
void add_difference(std::int64_t difference, std::int64_t smallest, TotalTally& tally) {
  tally.difference_sum += difference;
  tally.difference_sum_squares += difference * difference;
  tally.higher += difference >= smallest;
  tally.lower += difference <= -smallest;
  const std::int64_t up = difference > 0 ? difference : 0;
  tally.up += difference > 0;
  tally.down += difference < 0;
  tally.up_sum += up;
  tally.up_sum_squares += up * up;
}

// Many differences of a patient are none, so only the others are counted and multiplied.
void add_differences(const PatientTotals& totals, const PatientTotals& reference,
                     const PatientTotals& smallest, TotalTally* tallies, std::int64_t* products) {
  std::uint32_t differing[model::kTotalCount], n = 0;
  for (std::uint32_t t = 0; t < model::kTotalCount; ++t) {
    const std::int64_t difference = totals[t] - reference[t];
    if (difference == 0) continue;
    add_difference(difference, smallest[t], tallies[t]);
    for (std::uint32_t i = 0; i < n; ++i)
      products[pair_number(t, differing[i])] += difference * (totals[differing[i]] - reference[differing[i]]);
    differing[n++] = t;
  }
}

void add_flow(const Block& block, std::uint32_t row, std::uint32_t arm, std::uint32_t stratum,
              Tallies& tallies) {
  const auto flow =
      read_group<float, day::FlowRecord<float>>(block, block.column(arm, ArmGroup::flow), Rows{row});
  day::add_flow(flow, read_arm<float>(block, arm, Rows{row}).clinic.treatment, tallies.flow_of(arm, stratum));
}

}  // namespace

void add_totals(const Block& block, const regimen::Experiment& experiment, Tallies& tallies) {
  const auto smallest = smallest_differences(experiment.smallest_difference_weeks);
  const std::uint32_t arms = experiment.plan.arms, reference_arm = experiment.reference_arm;
  const std::uint32_t* enrolled = block.column(SharedGroup::enrolled);
  for (std::uint32_t row = 0; row < block.rows(); ++row) {
    if (enrolled[row] == 0) continue;
    const auto person = read_shared<float>(block, Rows{row}).person;
    const std::uint32_t stratum = block.stratum_of(row);
    const auto totals_in = [&](std::uint32_t arm) {
      return day::totals_of(read_record<float>(block, arm, Rows{row}), person.baseline_hamd17);
    };
    const auto reference = totals_in(reference_arm);
    for (std::uint32_t arm = 0; arm < arms; ++arm) {
      const auto totals = arm == reference_arm ? reference : totals_in(arm);
      TotalTally* in_arm = &tallies.at(arm, Total{}, stratum);
      add_values(totals, in_arm);
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
