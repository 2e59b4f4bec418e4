#include "verification/page_values.hpp"

#include <regex>

#include <fmt/format.h>

#include "engine/layout.hpp"
#include "model/opioid_blockade.hpp"
#include "model/parameter_table.hpp"
#include "model/pharmacokinetics.hpp"
#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "verification/blockade_values.hpp"
#include "verification/document.hpp"
#include "verification/ten_years.hpp"
#include "verification/worked_patient.hpp"

namespace tachy::tests {

namespace {

// Everyone's default, under the name of the parameter.
void add_parameters(PageValues& values) {
  for (const model::ParameterRow& row : model::parameter_table())
    values[std::string(row.name)] = fmt::format("{:g}", row.default_value);
}

// Exposure relative to 0.5 mg/kg of racemate in the typical patient.
void add_exposures(PageValues& values) {
  const model::Parameters p = model::default_parameters();
  const auto reference = model::pharmacokinetic_reference(p);
  values["reference_exposure"] = fmt::format("{:.1f}", reference.effect);
  const auto add = [&](const std::string& name, const model::DoseForm& form, float weight_kg,
                       float age_years) {
    auto patient = model::typical_patient<float>();
    patient.weight_kg = weight_kg;
    patient.age_years = age_years;
    values[name] = fmt::format("{:.2f}", model::exposure_to<float>(form, p, patient, reference).effect);
  };
  for (const float mg : {28.0f, 56.0f, 84.0f})
    add(fmt::format("exposure.nasal_{:g}_mg", mg), {.product = model::Product::esketamine_nasal, .mg = mg},
        70.0f, 45.0f);
  add("exposure.nasal_56_mg_at_70_years", {.product = model::Product::esketamine_nasal, .mg = 56.0f}, 70.0f,
      70.0f);
  add("exposure.esketamine_iv", {.product = model::Product::esketamine_iv, .mg_per_kg = 0.4f}, 70.0f, 45.0f);
  for (const float kg : {50.0f, 70.0f, 90.0f, 120.0f})
    add(fmt::format("exposure.at_{:g}_kg", kg), {.product = model::Product::ketamine_iv, .mg_per_kg = 0.5f},
        kg, 45.0f);
}

void add_blockade(PageValues& values) {
  const model::Parameters p = model::default_parameters();
  values["blocked.45_min"] = fmt::format("{:.3f}", model::naltrexone_occupancy(p, 50.0f, 0.75f));
  values["blocked.24_h"] = fmt::format("{:.3f}", model::naltrexone_occupancy(p, 50.0f, 24.0f));
}

// Day by day as in the table; of a day with a visit and a review, the visit.
void add_worked_patient(PageValues& values) {
  const auto plan = worked_patient_plan();
  const WorkedPatient w = live_worked_patient(day::set_up(plan));
  values["patient.sex"] = w.person.female ? "woman" : "man";
  values["patient.ceiling"] = fmt::format("{:.2f}", w.traits.response.effect_ceiling);
  values["patient.pi"] = fmt::format("{:.1f}", w.traits.response.placebo_responsiveness);
  values["patient.half_of_baseline"] = fmt::format("{:.1f}", 0.5f * w.traits.response.baseline_hamd17);
  values["patient.fast_left_after_a_week"] =
      fmt::format("{:.0f}", 100.0f * exp(-7.0f * w.traits.response.fast_fading_per_day));
  for (const WorkedDay& day : w.days) {
    const std::string on = fmt::format("patient.day_{}.", day.day);
    const auto add = [&](const std::string& name, float value, int digits) {
      values.try_emplace(on + name, fmt::format("{:.{}f}", value, digits));
    };
    add("score", day.score, 1);
    add("rated", day.observed, 1);
    add("level", day.benefit.fast + day.benefit.consolidated, 1);
    add("drug", day.drug, 2);
    add("expectancy", day.benefit.expectancy + day.benefit.unblinding, 2);
  }
}

// What one patient of the main scenario takes in a block.
void add_bytes(PageValues& values) {
  const auto loaded = scenario::load_scenario(
      scenario::FilesOnDisk{}, in_source("scenarios/policy/maintenance.yaml"), in_source("scenarios"), {});
  REQUIRE(loaded.faults.empty());
  const regimen::Experiment& e = loaded.scenario.experiment;
  const std::size_t bytes = engine::layout_of(e).columns() * sizeof(std::uint32_t);
  values["maintenance.bytes_per_patient"] = fmt::format("{},{:03}", bytes / 1000, bytes % 1000);
}

// How many studies a generated page speaks of: the number before the words.
void add_studies(PageValues& values, const std::string& name, const std::string& path,
                 const std::string& before) {
  const std::string page = read_document(in_source(path));
  std::smatch found;
  REQUIRE(std::regex_search(page, found, std::regex(before + "([0-9]+) studies")));
  values[name] = found[1];
}

}  // namespace

PageValues page_values() {
  PageValues values;
  add_parameters(values);
  add_exposures(values);
  add_blockade(values);
  add_blockade_left(values);
  add_ten_years(values);
  add_worked_patient(values);
  add_bytes(values);
  add_studies(values, "studies.fitted", "scenarios/library/posteriors/calibrated.yaml", "draws fitted to ");
  add_studies(values, "studies.predicted", "sim/model/printed/validation.md", "Predicted .* endpoints of ");
  return values;
}

Renewed renew(const std::string& page, const PageValues& values) {
  static const std::regex kMarked("([^\\s(|<>]+)<!--=([a-z0-9_.]+)-->");
  Renewed out;
  auto last = page.begin();
  for (std::sregex_iterator found(page.begin(), page.end(), kMarked), end; found != end; ++found) {
    ++out.numbers;
    out.page.append(last, (*found)[1].first);
    last = (*found)[1].second;
    const auto value = values.find((*found)[2]);
    if (value == values.end()) {
      out.unknown += " " + (*found)[2].str();
      out.page += (*found)[1];
    } else {
      out.page += value->second;
    }
  }
  out.page.append(last, page.end());
  return out;
}

}  // namespace tachy::tests
