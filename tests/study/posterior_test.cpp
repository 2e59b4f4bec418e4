// A draw means the same to a scenario that asks for it and to a study that lives a trial under it.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenario/load.hpp"
#include "scenario/text/files_on_disk.hpp"
#include "study/posterior.hpp"

using namespace tachy;
namespace fs = std::filesystem;

namespace {

constexpr const char* kArms =
    "title: t\nhorizon: 1 year\nseed: 7\ncohort: {patients: 10}\n"
    "arms:\n  - id: a\n    phases:\n      - induction:\n"
    "          give: {drug: ketamine, route: iv, dose: 0.5 mg/kg, over: 40 min}\n          days: [0, 2]\n";

// A folder with a part, its draws and room for scenarios; gone with the object.
class Folder {
 public:
  explicit Folder(const std::string& draws) {
    fs::create_directories(path_);
    std::ofstream(path_ / "fitted.yaml")
        << "title: fitted\ndraws: fitted.csv\nhill: 1.5\nfast_half_life: 5 days\n";
    std::ofstream(path_ / "fitted.csv") << draws;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  scenario::Scenario load(const std::string& parameters) const { return load(parameters, path_.string()); }
  scenario::Scenario load(const std::string& parameters, const std::string& library_root) const {
    std::ofstream(path_ / "scenario.yaml") << "parameters: " << parameters << "\n" << kArms;
    const auto loaded = scenario::load_scenario(scenario::FilesOnDisk{}, (path_ / "scenario.yaml").string(),
                                                library_root, {});
    for (const InputFault& fault : loaded.faults) FAIL(fault.message);
    return loaded.scenario;
  }
  study::LoadedPosterior posterior() const { return study::load_posterior((path_ / "fitted.yaml").string()); }

 private:
  fs::path path_ = fs::temp_directory_path() / ("tachy-posterior-" + std::to_string(getpid()));
};

void check_same(const model::Parameters& a, const model::Parameters& b) {
  for (const model::ParameterRow& row : model::parameter_table()) {
    CAPTURE(row.name);
    CHECK(a.*row.field == b.*row.field);
  }
}

}  // namespace

TEST_SUITE("study/posterior") {
  TEST_CASE("a scenario that asks for a draw and a trial lived under it have the same parameters") {
    const Folder folder(
        "draw,hill,fast_half_life,misuse_supervised,opioid_share\n0,1.25,4.125,0.001,0.3\n"
        "1,1.7512345,6.5,0.0005,0.9123457\n");
    const auto loaded = folder.posterior();
    REQUIRE(loaded.faults.empty());
    for (const std::string own : {"", ", hill: 3", ", opioid_share: 0.5, misuse_supervised: 0.002 per year"})
      for (const std::size_t draw : {0u, 1u}) {
        CAPTURE(own);
        const auto asked = folder.load("{use: fitted.yaml, draw: " + std::to_string(draw) + own + "}");
        const auto central = folder.load("{use: fitted.yaml" + own + "}");
        check_same(asked.experiment.parameters, study::with_draw(central, loaded.posterior, draw).parameters);
        if (own.empty()) continue;
        const auto plain = folder.load("{" + own.substr(2) + "}");  // the same without the part
        check_same(asked.experiment.parameters, study::with_draw(plain, loaded.posterior, draw).parameters);
      }
  }
  TEST_CASE("a named level of tachyphylaxis stays under a draw, either way") {
    const Folder folder("draw,antidepressant_tolerance_gain\n0,0.3\n");
    const auto asked = folder.load("{use: fitted.yaml, draw: 0}\ntachyphylaxis: weak");
    const auto central = folder.load("{use: fitted.yaml}\ntachyphylaxis: weak");
    CHECK(asked.experiment.parameters.antidepressant_tolerance_gain == 0.02f);
    check_same(asked.experiment.parameters,
               study::with_draw(central, folder.posterior().posterior, 0).parameters);
  }
  TEST_CASE("defaults are the central values of the shipped posterior, and those the medians of its draws") {
    const std::string folder = TACHY_SOURCE_DIR "/scenarios";
    const auto central = Folder("").load("{use: library/posteriors/calibrated.yaml}", folder);
    const auto shipped = study::load_posterior(folder + "/library/posteriors/calibrated.yaml");
    REQUIRE(shipped.faults.empty());
    check_same(model::default_parameters(), central.experiment.parameters);
    for (Eigen::Index i = 0; i < shipped.posterior.draws.cols(); ++i) {
      const model::ParameterRow& row = *shipped.posterior.parameters[static_cast<std::size_t>(i)];
      CAPTURE(row.name);
      std::vector<double> draws(shipped.posterior.draws.col(i).begin(), shipped.posterior.draws.col(i).end());
      std::sort(draws.begin(), draws.end());
      const double median = 0.5 * (draws[(draws.size() - 1) / 2] + draws[draws.size() / 2]);
      CHECK(row.default_value == std::stof(fmt::format("{:.3g}", median)));
    }
  }
  TEST_CASE("draws of a parameter that the loader uses up are refused for trials already read") {
    const Folder folder("draw,hill,madrs_per_hamd17\n0,1.25,1.3\n");
    const auto loaded = folder.posterior();
    REQUIRE(loaded.faults.size() == 1);
    CHECK(loaded.faults[0].message ==
          "trials are read by one value of 'madrs_per_hamd17' and cannot be lived under another");
  }
}
