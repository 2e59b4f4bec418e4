#include "study/calibrate/plan_vocabulary.hpp"

namespace tachy::study {

namespace {

using scenario::Field;
using scenario::Type;

constexpr Field kPlanFields[] = {
    {.key = "title", .type = Type::text, .doc = "what is fitted, in one line", .required = true},
    {.key = "seed",
     .type = Type::whole,
     .doc = "of the random numbers",
     .required = true,
     .low = 0,
     .high = 18446744073709551615.0},
    {.key = "trials",
     .type = Type::text,
     .doc = "folder of the trial files, seen from the plan's folder",
     .required = true},
    {.key = "studies",
     .type = Type::text,
     .doc = "a list of trial files, without .yaml, to fit to; without it all with split: calibrate"},
    {.key = "parameters",
     .type = Type::named_sections,
     .doc = "the uncertain ones, each with the prior 'table' (from its plausible range) or a stated one",
     .required = true,
     .section = &kPriorSection},
    {.key = "held", .type = Type::parameters, .doc = "parameters held at other values than their defaults"},
    {.key = "effort", .type = Type::section, .doc = "how hard to try", .section = &kEffortSection},
    {.key = "structures",
     .type = Type::named_sections,
     .doc = "other ways to build the model: names, each with the parameters it holds"},
    {.key = "zero_cases",
     .type = Type::section,
     .doc = "beliefs about dependence, weighted by the care in which no use disorder was seen",
     .section = &kZeroCasesSection},
    {.key = "posterior",
     .type = Type::text,
     .doc = "library part to write, seen from the plan's folder; its draws go beside it as .csv",
     .required = true},
};

constexpr Field kPriorFields[] = {
    {.key = "median", .type = Type::text, .doc = "the median, in the parameter's unit", .required = true},
    {.key = "range_95", .type = Type::text, .doc = "[low, high]: at least 95 % lies between"},
    {.key = "range_90", .type = Type::text, .doc = "[low, high]: at least 90 % lies between"},
};

constexpr Field kEffortFields[] = {
    {.key = "particles",
     .type = Type::whole,
     .doc = "joint values of the parameters that are carried along; as many draws come out",
     .low = 20,
     .high = 100000},
    {.key = "moves",
     .type = Type::whole,
     .doc = "steps of each particle at each temperature",
     .low = 1,
     .high = 50},
    {.key = "people",
     .type = Type::whole,
     .doc = "simulated for each of the four study effects of a trial",
     .low = 50,
     .high = 1000000},
    {.key = "virtual_trials",
     .type = Type::whole,
     .doc = "recruited from them, for the sampling covariance",
     .low = 5,
     .high = 10000},
    {.key = "structure_particles",
     .type = Type::whole,
     .doc = "particles of each fit of 'structures'",
     .low = 20,
     .high = 100000},
};

constexpr Field kZeroCasesFields[] = {
    {.key = "patient_years",
     .type = Type::amount,
     .doc = "of supervised care without a use disorder seen",
     .required = true,
     .unit = "1",
     .low = 0,
     .high = 1e9},
    {.key = "follow_up",
     .type = Type::amount,
     .doc = "mean time that one patient was followed",
     .required = true,
     .unit = "year",
     .low = 0.01,
     .high = 100},
    {.key = "sessions",
     .type = Type::amount,
     .doc = "how often a patient was dosed",
     .required = true,
     .unit = "1/week",
     .low = 0,
     .high = 14},
    {.key = "ascertained",
     .type = Type::section,
     .doc = "share of cases that would have been seen",
     .required = true,
     .section = &kPriorSection},
    {.key = "parameters",
     .type = Type::named_sections,
     .doc = "parameters of dependence and their priors",
     .required = true,
     .section = &kPriorSection},
};

}  // namespace

const scenario::Section kPlanSection{"calibration plan", kPlanFields};
const scenario::Section kPriorSection{"prior", kPriorFields};
const scenario::Section kEffortSection{"effort", kEffortFields};
const scenario::Section kZeroCasesSection{"zero_cases", kZeroCasesFields};

}  // namespace tachy::study
