// A scenario that is read once and lowered many times, as a sweep does.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scenario/load.hpp"
#include "tests/scenario/in_memory.hpp"

using namespace tachy;
using namespace tachy::scenario;

namespace {

// Counts how often anything is asked of the files.
class CountedFiles final : public Files {
 public:
  explicit CountedFiles(const Files& files) : files_(files) {}
  FileKind kind(const std::string& path) const override { return ++count, files_.kind(path); }
  FileBytes read(const std::string& path, std::size_t most_bytes) const override {
    return ++count, files_.read(path, most_bytes);
  }
  std::vector<std::string> names_below(const std::string& folder) const override {
    return ++count, files_.names_below(folder);
  }
  bool is_inside(const std::string& path, const std::string& folder) const override {
    return ++count, files_.is_inside(path, folder);
  }
  mutable int count = 0;

 private:
  const Files& files_;
};

const std::string kMaintenance = scenarios_folder() + "/policy/maintenance.yaml";

Overrides set(std::vector<std::pair<std::string, std::string>> values) {
  return {{}, {}, {}, std::move(values)};
}

const std::vector<Overrides> kChanges = {
    {},
    set({{"parameters.hill", "1.5"}}),
    {7u, 123u, {"weekly", "none"}, {}},
    set({{"cohort.use", "library/cohorts/trd-adults-new-antidepressant.yaml"},
         {"cohort.age.mean", "40 years"}}),
    set({{"parameters.use", "library/posteriors/calibrated.yaml"}, {"parameters.draw", "17"}}),
    set({{"parameters.use", "library/posteriors/calibrated.yaml"}, {"parameters.draw", "18"}}),
    set({{"arms.weekly.phases.maintenance.every", "10 days"}}),
    set({{"parameters.hil", "1.5"}}),
    set({{"cohort.use", "library/cohorts/nobody.yaml"}}),
    set({{"cohort.patients", "many"}}),
    {{}, {}, {"weekly", "wekly"}, {}},
    {}};

void check_same(const Loaded& a, const Loaded& b) {
  CHECK(shown(a) == shown(b));
  CHECK(a.notes.size() == b.notes.size());
  CHECK(a.files == b.files);
  CHECK(a.scenario.text == b.scenario.text);
  CHECK(a.scenario.resolved == b.scenario.resolved);
  CHECK(a.scenario.sources.size() == b.scenario.sources.size());
  CHECK(a.scenario.experiment.seed == b.scenario.experiment.seed);
  CHECK(a.scenario.experiment.patients == b.scenario.experiment.patients);
  CHECK(a.scenario.experiment.parameters.hill == b.scenario.experiment.parameters.hill);
}

}  // namespace

TEST_SUITE("scenario/lower often") {
  TEST_CASE("lowering what is read already gives what loading anew gives, faults included") {
    const FilesOnDisk files;
    ReadScenario read = read_scenario(files, kMaintenance, scenarios_folder());
    for (const Overrides& change : kChanges) {
      check_same(lower(read, change, Texts::resolved),
                 load_scenario(files, kMaintenance, scenarios_folder(), change));
    }
  }

  TEST_CASE("a change leaves nothing behind for the next lowering") {
    const FilesOnDisk files;
    ReadScenario read = read_scenario(files, kMaintenance, scenarios_folder());
    const Loaded before = lower(read, {}, Texts::resolved);
    for (const Overrides& change : kChanges) lower(read, change);
    check_same(lower(read, {}, Texts::resolved), before);
  }

  TEST_CASE("files are asked for nothing that is known from an earlier lowering") {
    const FilesOnDisk disk;
    const CountedFiles files(disk);
    ReadScenario read = read_scenario(files, kMaintenance, scenarios_folder());
    const auto draw = [&](const std::string& number) {
      return lower(
          read, set({{"parameters.use", "library/posteriors/calibrated.yaml"}, {"parameters.draw", number}}));
    };
    const Loaded first = draw("0");
    const int asked = files.count;
    CHECK(asked > 0);
    const Loaded second = draw("1");
    CHECK(files.count == asked);
    CHECK(second.files == first.files);
    CHECK(second.scenario.experiment.parameters.hill != first.scenario.experiment.parameters.hill);
  }

  TEST_CASE("patients of a file are read once") {
    FilesInMemory memory;
    memory.put("p.csv",
               "age_years,sex,weight_kg,baseline_hamd17,failed_treatments,own_substance_history,"
               "family_substance_history,psychiatric_comorbidity\n41,female,62.5,24,2,0,1,0\n");
    memory.put("s.yaml",
               "title: t\nhorizon: 1 week\nseed: 7\ncohort: {patients: 5, import: {file: p.csv}}\narms:\n"
               "  - id: a\n    phases:\n" +
                   std::string(kInduction));
    const CountedFiles files(memory);
    const PatientFormats formats{[](std::string_view) { return std::string("sum"); },
                                 [](std::string_view) { return std::vector<TextColumn>(); }};
    ReadScenario read = read_scenario(files, "s.yaml", ".", formats);
    REQUIRE(lower(read, {}).scenario.experiment.cohort.imported.size() == 1);
    const int asked = files.count;
    const Loaded again = lower(read, {}, Texts::resolved);
    CHECK(again.scenario.experiment.cohort.imported.size() == 1);
    CHECK(again.scenario.resolved.find("sha256: \"sum\"") != std::string::npos);
    CHECK(again.files == std::vector<std::string>{"s.yaml", "p.csv"});
    CHECK(files.count <= asked + 1);  // where it lies is looked up again
  }

  TEST_CASE("a part with a fault is told each time, and is good once it is mended") {
    FilesInMemory files;
    files.put("s.yaml", one_arm(kInduction, "parameters: {use: p.yaml}\n"));
    files.put("p.yaml", "hill: [1.5\n");
    ReadScenario read = read_scenario(files, "s.yaml", ".");
    const std::string faults = shown(lower(read, {}));
    CHECK(faults.find("p.yaml") != std::string::npos);
    CHECK(shown(lower(read, {})) == faults);
    files.put("p.yaml", "hill: 1.5\n");
    CHECK(lower(read, {}).scenario.experiment.parameters.hill == 1.5f);
  }

  TEST_CASE("texts come along only when asked for") {
    const FilesOnDisk files;
    ReadScenario read = read_scenario(files, kMaintenance, scenarios_folder());
    const Loaded loaded = lower(read, {});
    CHECK(loaded.faults.empty());
    CHECK(loaded.scenario.resolved.empty());
    CHECK(loaded.scenario.sources.empty());
    CHECK(loaded.scenario.experiment.plan.arms == 5);
  }
}
