#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <set>
#include <string>

#include "scenario/text/read_source.hpp"
#include "scenario/load.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;
using namespace tachy::scenario;
namespace fs = std::filesystem;

namespace {

bool same_phase(const regimen::Phase& a, const regimen::Phase& b) {
  return a.dose_form == b.dose_form && a.naltrexone_mg == b.naltrexone_mg &&
         a.naltrexone_hours_before == b.naltrexone_hours_before && a.first_gap_days == b.first_gap_days &&
         a.listed_gaps == b.listed_gaps && std::equal(a.gap_days, a.gap_days + a.listed_gaps, b.gap_days) &&
         a.every_days == b.every_days && a.doses == b.doses && a.rules == b.rules &&
         a.entry.min_observed_improvement == b.entry.min_observed_improvement;
}

// Keys of a part that hold a value and so need a source.
bool needs_source(const std::string& key) {
  // What a part is and how it counts, not what was measured; of a price that patients pay the price has the
  // source.
  static const std::set<std::string> kNoValues = {"use",          "title",     "sources",    "drug",
                                                  "route",        "give",      "draws",      "draws_sha256",
                                                  "fitted_to",    "currency",  "price_year", "perspective",
                                                  "patient_pays", "utilities", "population"};
  return !kNoValues.contains(key);
}

// Every value of the list, and of the lists in it that have sources of their own.
void check_sources(const Node& list) {
  const Node* sources = list.find("sources");
  for (const Member& m : list.members) {
    CAPTURE(m.key);
    if (m.value.is(Node::Kind::map) && m.value.find("sources") && m.key != "sources") {
      check_sources(m.value);
    } else if (needs_source(m.key)) {
      REQUIRE(sources);
      const Node* row = sources->find(m.key);
      REQUIRE(row);
      CHECK(row->find("grade"));
      CHECK(row->find("source"));
    }
  }
}

}  // namespace

TEST_SUITE("scenario/library") {
  TEST_CASE("every shipped scenario loads without fault or note") {
    for (const char* folder : {"policy", "tutorial"}) {
      for (const auto& entry : fs::directory_iterator(fs::path(scenarios_folder()) / folder)) {
        CAPTURE(entry.path().string());
        const auto loaded = load_scenario(FilesOnDisk{}, entry.path().string(), scenarios_folder(), {});
        INFO(shown(loaded));
        CHECK(loaded.faults.empty());
        CHECK(loaded.notes.empty());
        CHECK(loaded.scenario.seed_given);
      }
    }
  }

  TEST_CASE("the resolved text needs no library and gives the same experiment") {
    const auto path = scenarios_folder() + "/policy/esketamine-label.yaml";
    const auto first = load_scenario(FilesOnDisk{}, path, scenarios_folder(), {}).scenario;
    const auto again = load_text(first.resolved);
    INFO(shown(again));
    REQUIRE(again.faults.empty());
    const auto& a = first.experiment;
    const auto& b = again.scenario.experiment;
    CHECK(std::memcmp(&a.parameters, &b.parameters, sizeof a.parameters) == 0);
    CHECK(a.seed == b.seed);
    CHECK(a.patients == b.patients);
    CHECK(a.cohort.baseline_hamd17.mean == b.cohort.baseline_hamd17.mean);
    CHECK(a.cohort.new_antidepressant == b.cohort.new_antidepressant);
    REQUIRE(a.plan.arms == b.plan.arms);
    for (std::uint32_t arm = 0; arm < a.plan.arms; ++arm) {
      REQUIRE(a.plan.arm[arm].phases == b.plan.arm[arm].phases);
      for (std::uint32_t p = 0; p < a.plan.arm[arm].phases; ++p) {
        CHECK(same_phase(a.plan.arm[arm].phase[p], b.plan.arm[arm].phase[p]));
      }
    }
    CHECK(load_text(again.scenario.resolved).scenario.resolved == again.scenario.resolved);
  }

  TEST_CASE("a value beside use: changes that value and keeps its neighbours") {
    const auto loaded = load_text(
        "title: t\nhorizon: 1 week\ncohort:\n  use: library/cohorts/trd-adults.yaml\n  patients: 5\n"
        "  age: {mean: 30 years}\narms:\n  - id: a\n    phases:\n" +
        std::string(kInduction));
    INFO(shown(loaded));
    REQUIRE(loaded.faults.empty());
    const auto& age = loaded.scenario.experiment.cohort.age_years;
    CHECK(age.mean == 30.0f);
    CHECK(age.sd == 11.5f);
    const auto& sources = loaded.scenario.sources;
    const auto row =
        std::find_if(sources.begin(), sources.end(), [](const auto& s) { return s.path == "cohort.age"; });
    REQUIRE(row != sources.end());
    CHECK(row->overridden_at == "tachy_test_scenario.yaml:6");
    CHECK(row->part == "library/cohorts/trd-adults.yaml");
  }

  TEST_CASE("the library cohort is the model's default cohort") {
    const auto loaded =
        load_scenario(FilesOnDisk{}, scenarios_folder() + "/policy/maintenance.yaml", scenarios_folder(), {});
    const model::Cohort standard;
    const model::Cohort& cohort = loaded.scenario.experiment.cohort;
    CHECK(cohort.age_years.sd == standard.age_years.sd);
    CHECK(cohort.weight_kg_men.mean == standard.weight_kg_men.mean);
    CHECK(cohort.baseline_hamd17.mean == standard.baseline_hamd17.mean);
    CHECK(cohort.p_family_substance_history == standard.p_family_substance_history);
  }

  TEST_CASE("every value of a library part has a source and a grade") {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(scenarios_folder()) / "library")) {
      if (entry.path().extension() != ".yaml") continue;
      CAPTURE(entry.path().string());
      Faults faults;
      Source source;
      REQUIRE(read_source(FilesOnDisk{}, entry.path().string(), source, faults, Place{}, ""));
      const Node part = read_yaml(source.text, {&source, 1, 1}, faults);
      check_sources(part);
    }
  }

  TEST_CASE("a folder, a missing file and a file that is no text are refused in one line") {
    CHECK(shown(load_scenario(FilesOnDisk{}, "/", ".", {})) ==
          "/: this is a folder, not a scenario file\n       give the path of a YAML scenario file\n");
    CHECK(load_scenario(FilesOnDisk{}, "no/such.yaml", ".", {}).faults.size() == 1);
    const auto binary = load_text(std::string("title: \0x", 9));
    REQUIRE(binary.faults.size() == 1);
    CHECK(binary.faults[0].message == "this is not a text file");
  }
}
