#include "output/outcome/outcome_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/printable.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/outcome_file.hpp"

namespace tachy::output {

namespace {

struct Version {
  int major = 0, minor = 0;
};
Version version_of(const std::string& text) {
  Version version;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, version.major);
  if (major.ptr != end) std::from_chars(major.ptr + 1, end, version.minor);
  return version;
}
constexpr Version kFirstSealed{1, 3};

void require_format(const hdf5::Reader& file) {
  if (!file.has_attribute("/", "format") || file.text("/", "format") != kFormatName) {
    throw OutputError(
        fmt::format("cannot read '{}': it is an HDF5 file, but not a tachy outcome", file.path()));
  }
  const std::string text = file.text("/", "format_version");
  const Version version = version_of(text), own = version_of(kFormatVersion);
  if (version.major != own.major) {
    throw OutputError(
        fmt::format("cannot read '{}': its format version is {}, this program reads {}.x; use the "
                    "tachy that wrote it ({}), or run the scenario again",
                    file.path(), text, own.major, file.text("/", "tool_version")));
  }
  if (version.minor >= kFirstSealed.minor && !file.sealed())
    file.fail("its checksum at the end is missing, or another program has changed it");
}

void require_members(const hdf5::Reader& file, const std::string& group,
                     const std::vector<std::string>& names) {
  const std::vector<std::string> there = file.members(group);
  for (const std::string& name : names) {
    if (std::find(there.begin(), there.end(), name) == there.end())
      file.fail(fmt::format("'{}' has no measure '{}', though it was counted", group, name));
  }
}

// Whatever was counted is there.
void require_all_measures(const hdf5::Reader& file) {
  const std::vector<std::string> totals = file.strings("/tallies/total");
  for (const char* group : {"/totals", "/paired"}) require_members(file, group, totals);
  require_members(file, "/outcomes", series_of(file.strings("/tallies/measure")));
}

// Columns by the labels of the group's `statistic` axis, so that their order may change.
class Columns {
 public:
  Columns(const hdf5::Reader& file, const std::string& group)
      : file_(file), group_(group), labels_(file.strings(group + "/statistic")) {}

  void load(const std::string& variable, std::size_t arms) {
    values_ = file_.numbers(group_ + "/" + variable, arms * labels_.size());
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

void require_outcome(const hdf5::Reader& file) {
  require_format(file);
  require_all_measures(file);
}

Outcome read_outcome(const std::filesystem::path& path) {
  const hdf5::Reader file(path);
  require_outcome(file);
  Outcome outcome;
  outcome.sealed = file.sealed();
  outcome.format_version = file.text("/", "format_version");
  outcome.tool_version = file.text("/", "tool_version");
  outcome.title = printable_line(file.text("/", "title"));
  outcome.reference_arm = printable_line(file.text("/", "reference_arm"));
  outcome.seed = file.unsigned_number("/", "seed");
  outcome.horizon_days = file.whole_number("/", "horizon_days");
  outcome.enrolled = file.whole_number("/cohort", "enrolled");
  for (const std::string& id : file.strings("/paired/arm")) outcome.arm_ids.push_back(printable_line(id));
  for (const std::string& label : file.strings("/outcomes/arm_label", outcome.arm_ids.size()))
    outcome.arm_labels.push_back(printable_line(label));
  Columns totals(file, "/totals"), paired(file, "/paired");
  for (const std::string& name : file.members("/paired")) {
    if (name == "arm" || name == "statistic") continue;
    outcome.measures.push_back(read_measure(file, name, outcome.arm_ids.size(), totals, paired));
  }
  return outcome;
}

}  // namespace tachy::output
