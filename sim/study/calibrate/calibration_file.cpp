#include "study/calibrate/calibration_file.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/hdf5/reader.hpp"
#include "output/hdf5/writer.hpp"

namespace tachy::study {

namespace hdf5 = output::hdf5;

namespace {

constexpr const char* kFormat = "tachy calibration";
constexpr std::int64_t kFormatVersion = 2;

std::vector<double> flat(const Eigen::MatrixXd& matrix) {
  std::vector<double> values;
  for (Eigen::Index row = 0; row < matrix.rows(); ++row)
    for (Eigen::Index column = 0; column < matrix.cols(); ++column) values.push_back(matrix(row, column));
  return values;
}

Eigen::MatrixXd matrix(const hdf5::Reader& in, const std::string& name, std::size_t columns) {
  const std::vector<double> values = in.numbers(name);
  if (columns == 0 || values.size() % columns != 0) in.fail(fmt::format("'{}' has another shape", name));
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const Rows>(values.data(), static_cast<Eigen::Index>(values.size() / columns),
                                static_cast<Eigen::Index>(columns));
}

std::vector<std::int32_t> numbers_to(Eigen::Index count) {
  std::vector<std::int32_t> numbers;
  for (Eigen::Index i = 0; i < count; ++i) numbers.push_back(static_cast<std::int32_t>(i));
  return numbers;
}

void write_particles(const hdf5::NewFile& out, const CalibrationFile& file) {
  hdf5::GroupWriter group(out, "particles", {{"moves_left", std::int64_t{file.state.moves_left}}});
  group.axis("draw", numbers_to(file.state.places.rows()), {});
  group.axis("parameter", file.parameters, {});
  group.axis("study", file.studies, {});
  group.variable(
      "place", {"draw", "parameter"}, flat(file.state.places),
      {{"long_name", "value on the unbounded axis: logarithm, or logit within the plausible range"}});
  group.variable("prior_place", {"draw", "parameter"}, flat(file.state.prior_places),
                 {{"long_name", "the same as drawn from the prior"}});
  group.variable("log_likelihood", {"draw", "study"}, flat(file.state.log_likelihoods),
                 {{"long_name", "natural logarithm of the weighted likelihood of one study"}});
  group.variable("impossible", {"study"}, flat(file.state.impossible),
                 {{"long_name", "how often an endpoint of the study could not be computed"}});
}

template <class Get>
std::vector<double> of_stages(const SamplerState& state, Get get) {
  std::vector<double> values;
  for (const Stage& stage : state.stages) values.push_back(static_cast<double>(get(stage)));
  return values;
}

void write_stages(const hdf5::NewFile& out, const SamplerState& state) {
  hdf5::GroupWriter group(out, "stages", {{"evaluations", std::int64_t(state.evaluations)}});
  group.axis("stage", numbers_to(static_cast<Eigen::Index>(state.stages.size())), {});
  const auto write = [&](const std::string& name, const std::string& meaning, auto get) {
    group.variable(name, {"stage"}, of_stages(state, get), {{"long_name", meaning}});
  };
  write("temperature", "power of the likelihood", [](const Stage& s) { return s.temperature; });
  write("effective_sample_size", "of the particles before resampling",
        [](const Stage& s) { return s.effective_sample_size; });
  write("step", "size of the moves, relative to 2.38 / sqrt(dimensions)",
        [](const Stage& s) { return s.step; });
  write("proposed", "moves proposed", [](const Stage& s) { return s.proposed; });
  write("accepted", "of them accepted", [](const Stage& s) { return s.accepted; });
  write("impossible", "values at which an endpoint could not be computed",
        [](const Stage& s) { return s.impossible; });
}

void write_posterior(const hdf5::NewFile& out, const PosteriorTable& posterior) {
  std::vector<std::string> names, units;
  for (const model::ParameterRow* row : posterior.parameters) {
    names.emplace_back(row->name);
    units.emplace_back(row->unit);
  }
  hdf5::GroupWriter group(out, "posterior", {{"report", posterior.report}});
  group.axis("draw", numbers_to(posterior.values.rows()), {});
  group.axis("parameter", names, {});
  group.variable("unit", {"parameter"}, units, {});
  group.variable("value", {"draw", "parameter"}, flat(posterior.values),
                 {{"long_name", "joint values, each row equally likely, in the unit of the parameter"}});
}

}  // namespace

void write_calibration(const std::filesystem::path& path, const CalibrationFile& file,
                       const PosteriorTable* posterior) {
  const hdf5::QuietErrors quiet;
  hdf5::NewFile out(path);
  hdf5::write_attributes(out.id(), {{"format", std::string(kFormat)},
                                    {"format_version", kFormatVersion},
                                    {"tool_version", file.identity.tool_version},
                                    {"git_revision", file.identity.git_revision},
                                    {"plan", file.identity.plan},
                                    {"structure", file.identity.structure},
                                    {"trials_sha256", file.identity.trials_sha256}});
  write_particles(out, file);
  write_stages(out, file.state);
  if (posterior) write_posterior(out, *posterior);
  out.put_under_final_name();
}

CalibrationFile read_calibration(const std::filesystem::path& path) {
  const hdf5::Reader in(path);
  if (!in.has_attribute("/", "format") || in.text("/", "format") != kFormat ||
      in.whole_number("/", "format_version") != kFormatVersion || !in.sealed())
    in.fail("it is no calibration of this version of tachy");
  CalibrationFile file;
  file.identity = {in.text("/", "tool_version"), in.text("/", "git_revision"), in.text("/", "plan"),
                   in.text("/", "structure"), in.text("/", "trials_sha256")};
  file.parameters = in.strings("/particles/parameter");
  file.studies = in.strings("/particles/study");
  SamplerState& state = file.state;
  state.places = matrix(in, "/particles/place", file.parameters.size());
  state.prior_places = matrix(in, "/particles/prior_place", file.parameters.size());
  state.log_likelihoods = matrix(in, "/particles/log_likelihood", file.studies.size());
  state.impossible = matrix(in, "/particles/impossible", 1);
  state.moves_left = static_cast<std::uint32_t>(in.whole_number("/particles", "moves_left"));
  state.evaluations = static_cast<std::uint64_t>(in.whole_number("/stages", "evaluations"));
  const auto temperature = in.numbers("/stages/temperature"),
             size = in.numbers("/stages/effective_sample_size"), step = in.numbers("/stages/step"),
             proposed = in.numbers("/stages/proposed"), accepted = in.numbers("/stages/accepted"),
             impossible = in.numbers("/stages/impossible");
  const auto count = [](double value) { return static_cast<std::uint64_t>(value); };
  for (std::size_t i = 0; i < temperature.size(); ++i) {
    state.stages.push_back({temperature[i], size.at(i), step.at(i), count(proposed.at(i)),
                            count(accepted.at(i)), count(impossible.at(i))});
  }
  return file;
}

std::string first_difference(const CalibrationIdentity& kept, const CalibrationIdentity& wanted) {
  const auto differs = [](std::string_view what, const std::string& there, const std::string& here) {
    return there == here ? std::string() : fmt::format("{} is {} there and {} here", what, there, here);
  };
  for (const std::string& difference :
       {differs("the version of tachy", kept.tool_version, wanted.tool_version),
        differs("the git revision of tachy", kept.git_revision, wanted.git_revision)}) {
    if (!difference.empty()) return difference;
  }
  if (kept.plan != wanted.plan) return "the plan has changed since";
  if (kept.trials_sha256 != wanted.trials_sha256) return "a trial has changed since";
  return kept.structure == wanted.structure ? "" : "it is of another structure";
}

}  // namespace tachy::study
