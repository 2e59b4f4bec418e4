#include "output/outcome/outcome_reader.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/outcome_file.hpp"

namespace tachy::output {

namespace {

std::string major_of(const std::string& version) { return version.substr(0, version.find('.')); }

void require_format(const hdf5::Reader& file, const std::filesystem::path& path) {
  if (!file.has_attribute("/", "format") || file.text("/", "format") != kFormatName) {
    throw OutputError(
        fmt::format("cannot read '{}': it is an HDF5 file, but not a tachy outcome", path.string()));
  }
  const std::string version = file.text("/", "format_version");
  if (major_of(version) != major_of(kFormatVersion)) {
    throw OutputError(
        fmt::format("cannot read '{}': its format version is {}, this program reads {}.x; use the "
                    "tachy that wrote it ({}), or run the scenario again",
                    path.string(), version, major_of(kFormatVersion), file.text("/", "tool_version")));
  }
}

// Columns by the labels of the group's `statistic` axis, so that their order may change.
class Columns {
 public:
  Columns(const hdf5::Reader& file, const std::string& group)
      : file_(file), group_(group), labels_(file.strings(group + "/statistic")) {}

  void load(const std::string& variable, std::size_t arms) {
    values_ = file_.numbers(group_ + "/" + variable);
    if (values_.size() != arms * labels_.size())
      file_.fail(fmt::format("'{}/{}' has the wrong size", group_, variable));
  }

  double at(std::size_t arm, const std::string& statistic) const {
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      if (labels_[i] == statistic) return values_[arm * labels_.size() + i];
    }
    file_.fail(fmt::format("'{}' has no statistic '{}'", group_, statistic));
  }

 private:
  const hdf5::Reader& file_;
  std::string group_;
  std::vector<std::string> labels_;
  std::vector<double> values_;
};

Measure read_measure(const hdf5::Reader& file, const std::string& name, std::size_t arms, Columns& totals,
                     Columns& paired) {
  const std::string described = "/paired/" + name;
  Measure measure{name,
                  file.text(described, "units"),
                  file.text(described, "long_name"),
                  file.text(described, "definition"),
                  file.text(described, "direction"),
                  file.number(described, "smallest_difference"),
                  {}};
  totals.load(name, arms);
  paired.load(name, arms);
  for (std::size_t arm = 0; arm < arms; ++arm) {
    measure.arms.push_back({{totals.at(arm, "mean"), totals.at(arm, "low"), totals.at(arm, "high")},
                            totals.at(arm, "sd"),
                            {paired.at(arm, "difference"), paired.at(arm, "low"), paired.at(arm, "high")},
                            paired.at(arm, "sd"),
                            paired.at(arm, "better"),
                            paired.at(arm, "worse"),
                            paired.at(arm, "unchanged")});
  }
  return measure;
}

}  // namespace

void require_outcome(const std::filesystem::path& path) { require_format(hdf5::Reader(path), path); }

Outcome read_outcome(const std::filesystem::path& path) {
  const hdf5::Reader file(path);
  require_format(file, path);
  Outcome outcome;
  outcome.format_version = file.text("/", "format_version");
  outcome.tool_version = file.text("/", "tool_version");
  outcome.title = file.text("/", "title");
  outcome.reference_arm = file.text("/", "reference_arm");
  outcome.seed = file.unsigned_number("/", "seed");
  outcome.horizon_days = file.whole_number("/", "horizon_days");
  outcome.enrolled = file.whole_number("/cohort", "enrolled");
  outcome.arm_ids = file.strings("/paired/arm");
  outcome.arm_labels = file.strings("/outcomes/arm_label");
  Columns totals(file, "/totals"), paired(file, "/paired");
  for (const std::string& name : file.members("/paired")) {
    if (name == "arm" || name == "statistic") continue;
    outcome.measures.push_back(read_measure(file, name, outcome.arm_ids.size(), totals, paired));
  }
  return outcome;
}

}  // namespace tachy::output
