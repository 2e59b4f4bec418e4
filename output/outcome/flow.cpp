// /flow: the patients of each arm as a trial reports them, from enrolment to the end of treatment.
#include "day/flow.hpp"
#include "output/outcome/groups.hpp"

namespace tachy::output {

// Phases that no arm has are left out.
void write_flow(const hdf5::NewFile& file, const OutcomeInput& in) {
  std::size_t most_phases = 0;
  for (const OutcomeArm& arm : in.arms) most_phases = std::max(most_phases, arm.phase_ids.size());
  std::vector<std::string> steps;
  std::vector<std::int64_t> counts;
  std::vector<bool> shown;
  for (std::uint32_t step = 0; step < day::kFlowSteps; ++step) {
    shown.push_back(step < day::kFirstAdmitted || step >= day::kFirstLeaving ||
                    step - day::kFirstAdmitted < most_phases);
    if (shown[step]) steps.emplace_back(day::kFlowTable[step].name);
  }
  for (std::uint32_t arm = 0; arm < in.tallies.arms; ++arm)
    for (std::uint32_t step = 0; step < day::kFlowSteps; ++step)
      if (shown[step]) counts.push_back(in.tallies.flow_of(arm)[step]);
  hdf5::GroupWriter group(file, "flow",
                          {{"long_name", "Flow of patients: enrolment, phases, end of treatment"}});
  write_arm_axis(group, in);
  group.axis(
      "step", steps,
      {{"long_name", "enrolled; admitted to each phase of the arm; how treatment ended; doses withheld"}});
  group.variable("count", {"arm", "step"}, counts,
                 {{"units", "1"},
                  {"long_name", "patients; of withheld_..., doses"},
                  {"definition",
                   "in_treatment to died exclude each other and add up to the enrolled; died: before "
                   "treatment ended otherwise"}});
}

}  // namespace tachy::output
