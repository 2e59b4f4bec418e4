#include "output/outcome/outcome_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/error.hpp"
#include "base/printable.hpp"
#include "output/hdf5/reader.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/outcome_file.hpp"
#include "output/outcome/series.hpp"

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

// One word for each arm; a word of a later version, or none, is a plain interval.
std::vector<IntervalKind> kinds_of(const hdf5::Reader& file, const std::string& variable, std::size_t arms) {
  std::istringstream words(file.text_or_empty(variable, "interval_kind"));
  std::vector<IntervalKind> kinds(arms, IntervalKind::two_sided);
  std::string word;
  for (std::size_t arm = 0; arm < arms && words >> word; ++arm)
    for (const IntervalKindRow& row : kIntervalKinds)
      if (row.name == word) kinds[arm] = row.kind;
  return kinds;
}

Measure read_measure(const hdf5::Reader& file, const std::string& name, std::size_t arms, Columns& totals,
                     Columns& paired) {
  const std::string described = "/paired/" + name;
  Measure measure{name,
                  file.text(described, "units"),
                  file.text(described, "long_name"),
                  file.text(described, "definition"),
                  file.text(described, "direction"),
                  file.number(described, "smallest_difference"),
                  {},
                  file.text_or_empty(described, "rests_on"),
                  file.text_or_empty(described, "switch_off"),
                  file.text_or_empty(described, "leaves_out")};
  const std::vector<IntervalKind> kinds = kinds_of(file, "/totals/" + name, arms),
                                  difference_kinds = kinds_of(file, described, arms);
  totals.load(name, arms);
  paired.load(name, arms);
  for (std::size_t arm = 0; arm < arms; ++arm) {
    measure.arms.push_back({{totals.at(arm, "mean"), totals.at(arm, "low"), totals.at(arm, "high")},
                            totals.at(arm, "sd"),
                            {paired.at(arm, "difference"), paired.at(arm, "low"), paired.at(arm, "high")},
                            paired.at(arm, "sd"),
                            paired.at(arm, "better"),
                            paired.at(arm, "worse"),
                            paired.at(arm, "unchanged"),
                            kinds[arm],
                            difference_kinds[arm]});
  }
  return measure;
}

// Under draws: what chance is left in their means, and the means themselves.
void read_draws_of(const hdf5::Reader& file, const Columns& totals, const Columns& paired, std::size_t draws,
                   std::size_t reference, Measure& measure) {
  const std::size_t arms = measure.arms.size();
  const std::vector<double> means = file.numbers("/draws/" + measure.name, draws * arms);
  for (std::size_t arm = 0; arm < arms; ++arm) {
    ArmTotal& total = measure.arms[arm];
    total.chance = totals.at(arm, "chance");
    total.share_of_chance = totals.at(arm, "share_of_chance");
    total.difference_chance = paired.at(arm, "chance");
    total.difference_share_of_chance = paired.at(arm, "share_of_chance");
    for (std::size_t draw = 0; draw < draws; ++draw) {
      total.by_draw.push_back(means[draw * arms + arm]);
      total.difference_by_draw.push_back(means[draw * arms + arm] - means[draw * arms + reference]);
    }
  }
}

std::size_t place_in(const hdf5::Reader& file, const std::string& axis, const std::string& label) {
  const std::vector<std::string> labels = file.strings(axis);
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end()) file.fail(fmt::format("{} has no '{}'", axis, label));
  return static_cast<std::size_t>(found - labels.begin());
}

// Of weeks, more of which are better: who gains as much as counts, less who loses it, in each draw.
void read_better_by_draw(const hdf5::Reader& file, std::size_t draws, Measure& measure) {
  const std::size_t arms = measure.arms.size(), totals = file.strings("/draws/total").size(),
                    quantities = file.strings("/draws/quantity").size();
  const std::size_t total = place_in(file, "/draws/total", measure.name),
                    higher = place_in(file, "/draws/quantity", "higher"),
                    lower = place_in(file, "/draws/quantity", "lower");
  const std::vector<double> exact = file.numbers("/draws/exact_totals", draws * arms * totals * quantities),
                            enrolled = file.numbers("/draws/enrolled", draws);
  for (std::size_t draw = 0; draw < draws; ++draw)
    for (std::size_t arm = 0; arm < arms; ++arm) {
      const double* const cell = &exact[((draw * arms + arm) * totals + total) * quantities];
      measure.arms[arm].better_by_draw.push_back((cell[higher] - cell[lower]) / enrolled[draw]);
    }
}

std::vector<ParameterDrawn> read_parameters_drawn(const hdf5::Reader& file, std::size_t draws) {
  const std::vector<std::string> names = file.strings("/draws/parameter");
  const std::size_t count = names.size();
  const std::vector<std::string> evidence = file.strings("/draws/evidence", count),
                                 submodel = file.strings("/draws/submodel", count),
                                 from = file.strings("/draws/from", count);
  const std::vector<double> values = file.numbers("/draws/value", draws * count);
  std::vector<ParameterDrawn> parameters;
  for (std::size_t i = 0; i < count; ++i) {
    parameters.push_back({names[i], evidence[i], submodel[i], from[i]});
    for (std::size_t draw = 0; draw < draws; ++draw)
      parameters[i].by_draw.push_back(values[draw * count + i]);
  }
  return parameters;
}

std::vector<VariantLived> read_variants(const hdf5::Reader& file) {
  std::vector<VariantLived> variants;
  if (!file.has_group("/variants")) return variants;
  const std::vector<std::string> ids = file.strings("/variants/variant"),
                                 kinds = file.strings("/variants/kind", ids.size()),
                                 posteriors = file.strings("/variants/posterior", ids.size()),
                                 fixes = file.strings("/variants/fixes", ids.size()),
                                 variant_of = file.strings("/variants/variant_of");
  const std::vector<double> enrolled = file.numbers("/variants/enrolled", variant_of.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    variants.push_back({printable_line(ids[i]), printable_line(kinds[i]), printable_line(posteriors[i]),
                        printable_line(fixes[i])});
    for (std::size_t draw = 0; draw < variant_of.size(); ++draw)
      if (variant_of[draw] == ids[i]) variants.back().draws.push_back(draw);
    if (variants.back().draws.empty()) file.fail(fmt::format("'{}' has no draws", ids[i]));
    for (const std::size_t draw : variants.back().draws)
      variants.back().patients += enrolled[draw] / static_cast<double>(variants.back().draws.size());
  }
  return variants;
}

void read_variants_of(const hdf5::Reader& file, const std::vector<VariantLived>& variants, Measure& measure) {
  if (variants.empty()) return;
  const std::size_t arms = measure.arms.size(), draws = file.strings("/variants/variant_of").size();
  const std::vector<double> means = file.numbers("/variants/" + measure.name, draws * arms);
  for (std::size_t arm = 0; arm < arms; ++arm)
    for (const VariantLived& variant : variants) {
      measure.arms[arm].by_draw_of_variant.emplace_back();
      for (const std::size_t draw : variant.draws)
        measure.arms[arm].by_draw_of_variant.back().push_back(means[draw * arms + arm]);
    }
}

WhatIsNotKnown read_what_is_not_known(const hdf5::Reader& file) {
  WhatIsNotKnown unknown;
  if (!file.has_group("/draws")) return unknown;
  unknown.draws = static_cast<std::int64_t>(file.numbers("/draws/draw").size());
  unknown.rows_in_all = file.whole_number("/draws", "rows_in_all");
  unknown.posterior = printable_line(file.text("/draws", "posterior"));
  unknown.parameters = read_parameters_drawn(file, static_cast<std::size_t>(unknown.draws));
  unknown.variants = read_variants(file);
  unknown.held = file.strings("/draws/held");
  unknown.held_because = file.strings("/draws/held_because", unknown.held.size());
  return unknown;
}

std::size_t place_of_reference(const hdf5::Reader& file, const Outcome& outcome) {
  const auto found = std::find(outcome.arm_ids.begin(), outcome.arm_ids.end(), outcome.reference_arm);
  if (found == outcome.arm_ids.end()) file.fail("none of its arms is its reference arm");
  return static_cast<std::size_t>(found - outcome.arm_ids.begin());
}

void read_flow(const hdf5::Reader& file, Outcome& outcome) {
  if (!file.has_group("/flow")) return;
  const std::size_t arms = outcome.arm_ids.size();
  outcome.flow_steps = file.strings("/flow/step");
  const std::size_t steps = outcome.flow_steps.size();
  const std::vector<double> counts = file.numbers("/flow/count", arms * steps);
  const std::vector<std::string> ids = file.strings("/calendar/phase_id");
  const std::size_t phases = arms == 0 ? 0 : ids.size() / arms;
  for (std::size_t arm = 0; arm < arms; ++arm) {
    const auto row = counts.begin() + static_cast<std::ptrdiff_t>(arm * steps);
    outcome.flow.emplace_back(row, row + static_cast<std::ptrdiff_t>(steps));
    outcome.phase_ids.emplace_back();
    for (std::size_t phase = 0; phase < phases; ++phase)
      outcome.phase_ids.back().push_back(printable_line(ids[arm * phases + phase]));
  }
}

void read_days(const hdf5::Reader& file, Outcome& outcome) {
  outcome.baseline_hamd17 = file.number("/cohort", "mean_baseline_hamd17");
  if (!file.has_group("/daily")) return;
  const std::size_t arms = outcome.arm_ids.size(), days = file.numbers("/daily/day").size();
  const std::vector<double> values = file.numbers("/daily/hamd17", arms * days * 3);
  for (std::size_t arm = 0; arm < arms; ++arm) {
    outcome.hamd17_by_day.emplace_back();
    for (std::size_t day = 0; day < days; ++day) {
      const double* const cell = &values[(arm * days + day) * 3];
      outcome.hamd17_by_day.back().push_back({cell[0], cell[1], cell[2]});
    }
  }
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
  outcome.beyond_range = printable_line(file.text_or_empty("/", "beyond_range"));
  outcome.seed = file.unsigned_number("/", "seed");
  outcome.horizon_days = file.whole_number("/", "horizon_days");
  outcome.enrolled = file.whole_number("/cohort", "enrolled");
  for (const std::string& id : file.strings("/paired/arm")) outcome.arm_ids.push_back(printable_line(id));
  for (const std::string& label : file.strings("/outcomes/arm_label", outcome.arm_ids.size()))
    outcome.arm_labels.push_back(printable_line(label));
  outcome.unknown = read_what_is_not_known(file);
  read_flow(file, outcome);
  read_days(file, outcome);
  const std::size_t reference = place_of_reference(file, outcome);
  Columns totals(file, "/totals"), paired(file, "/paired");
  for (const std::string& name : file.members("/paired")) {
    if (name == "arm" || name == "statistic") continue;
    outcome.measures.push_back(read_measure(file, name, outcome.arm_ids.size(), totals, paired));
    if (const std::int64_t draws = outcome.unknown.draws; draws > 0) {
      read_draws_of(file, totals, paired, static_cast<std::size_t>(draws), reference,
                    outcome.measures.back());
      if (name == "remission_weeks")
        read_better_by_draw(file, static_cast<std::size_t>(draws), outcome.measures.back());
      read_variants_of(file, outcome.unknown.variants, outcome.measures.back());
    }
  }
  return outcome;
}

}  // namespace tachy::output
