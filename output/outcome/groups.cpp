#include "output/outcome/groups.hpp"

#include "output/outcome/patient_log.hpp"

namespace tachy::output {

namespace {

constexpr std::string_view kByWeek[] = {"arm", "week", "statistic"};
constexpr std::string_view kByDay[] = {"arm", "day", "statistic"};
constexpr std::string_view kByArm[] = {"arm", "statistic"};

constexpr OutcomeGroup kGroups[] = {
    {.name = "outcomes", .axes = kByWeek, .write = write_series},
    {.name = "daily", .axes = kByDay, .write = write_daily},  // only when the horizon is short
    {.name = "totals", .axes = kByArm, .write = write_totals},
    {.name = "paired", .axes = kByArm, .write = write_paired},
    {.name = "draws", .write = write_draws},        // only of a run under draws
    {.name = "variants", .write = write_variants},  // only where some were lived
    {.name = "flow", .write = write_flow},
    {.name = "calendar", .write = write_calendar},
    {.name = "parameters", .write = write_parameters},
    {.name = "cohort", .write = write_cohort},
    {.name = "tallies", .write = write_exact_tallies},
    {.name = "doses", .write = write_patient_log},  // only when patients are logged
    {.name = "events"},
};

}  // namespace

std::span<const OutcomeGroup> outcome_groups() { return kGroups; }

}  // namespace tachy::output
