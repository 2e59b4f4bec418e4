#include "output/outcome/outcome_file.hpp"

#include <stdexcept>

#include "model/parameter_table.hpp"
#include "output/export/beyond_range.hpp"
#include "output/file/sha256.hpp"
#include "output/outcome/groups.hpp"

namespace tachy::output {

namespace {

void write_root(const hdf5::NewFile& file, const OutcomeInput& in) {
  const regimen::Experiment& e = in.experiment;
  hdf5::Attributes attributes{{"format", kFormatName},
                              {"format_version", kFormatVersion},
                              {"notice", kNotice},
                              {"title", in.title},
                              {"beyond_range", names_beyond_range(e.parameters)},
                              {"tool_version", in.tool_version},
                              {"git_revision", in.git_revision},
                              {"rng", "philox4x32-10"},
                              {"seed", e.seed},
                              {"replicate", std::int64_t{e.replicate}},
                              {"patients_requested", std::int64_t{e.patients}},
                              {"horizon_days", std::int64_t{e.horizon_days}},
                              {"reference_arm", in.arms.at(e.reference_arm).id},
                              {"scenario_text", in.scenario_text},
                              {"scenario_resolved", in.scenario_resolved},
                              {"scenario_sha256", sha256(in.scenario_text)}};
  if (in.draws) attributes.push_back({"draws", static_cast<std::int64_t>(in.draws->rows.size())});
  hdf5::write_attributes(file.id(), attributes);
}

void require_complete(const OutcomeInput& in) {
  bool complete = !in.arms.empty() && in.arms.size() == in.tallies.arms &&
                  in.parameter_origins.size() == model::parameter_table().size();
  for (const OutcomeArm& arm : in.arms) {
    complete = complete && arm.planned.size() == in.experiment.horizon_days &&
               arm.phase.size() == in.experiment.horizon_days;
  }
  if (in.draws)
    complete = complete && in.draws->lived && !in.draws->rows.empty() &&
               in.draws->rows.size() == in.draws->lived->by_year().size() &&
               in.draws->rows.size() == in.draws->values.size();
  if (!complete) throw std::logic_error("the parts of an outcome do not belong together");
}

}  // namespace

void write_outcome(const std::filesystem::path& path, const OutcomeInput& input, Existing existing) {
  require_complete(input);
  const hdf5::QuietErrors quiet;
  hdf5::NewFile file(path, existing);
  write_root(file, input);
  for (const OutcomeGroup& group : outcome_groups()) {
    if (group.write) group.write(file, input);
  }
  file.put_under_final_name();
}

}  // namespace tachy::output
