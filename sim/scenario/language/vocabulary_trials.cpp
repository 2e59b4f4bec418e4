// The words of published trials: what a study found, for whom, on which day, and where that stands.
#include <array>

#include "model/measures.hpp"
#include "scenario/language/vocabulary.hpp"
#include "scenario/language/vocabulary_limits.hpp"

namespace tachy::scenario {

namespace {

constexpr Words kSplits = {"calibrate", "validate", "context"};
constexpr Words kMissing = {"last_observation", "left_out", "failure"};
constexpr Words kMeasures = {"mean_change",     "response",  "remission", "relapse",
                             "time_to_relapse", "incidence", "mean_dose"};
constexpr Words kContrasts = {"difference",   "odds_ratio",    "standardised_difference",
                              "hazard_ratio", "relative_loss", "sign"};
constexpr Words kScales = {"hamd17", "madrs"};
constexpr Words kClocks = {"first_session", "last_session", "relapse"};
constexpr Words kStatuses = {"looked_up", "partly_recalled", "recalled"};
constexpr Words kAtMost = {"at most"};

// Totals of a patient, and what is counted each week, by the names that they have in an outcome file.
constexpr auto kCountedWeekly = static_cast<std::size_t>(model::Weekly::week_squares);
const std::array<std::string_view, model::kTotalCount + kCountedWeekly> kMeasurable = [] {
  std::array<std::string_view, model::kTotalCount + kCountedWeekly> names;
  std::size_t place = 0;
  for (const model::TotalRow& row : model::total_table()) names[place++] = row.name;
  for (std::size_t i = 0; i < kCountedWeekly; ++i) names[place++] = model::weekly_table()[i].name;
  return names;
}();

constexpr double kMaxEndpointValue = 1e6;  // of whatever was published
constexpr double kMaxPatients = 1e6;

constexpr Field kPublishedFields[] = {
    {.key = "study",
     .type = Type::text,
     .doc = "first author, year and what it is known as",
     .required = true},
    {.key = "split",
     .type = Type::choice,
     .doc =
         "may the model be fitted to it (calibrate), must it be predicted (validate), or neither (context)",
     .required = true,
     .words = kSplits},
    {.key = "weight",
     .type = Type::amount,
     .doc = "how much the study counts; studies that share patients share a weight of 1; without it 1",
     .low = 0,
     .high = 1},
    {.key = "trials",
     .type = Type::whole,
     .doc = "how many trials it pools; without it 1",
     .low = 1,
     .high = 1000},
    {.key = "missing",
     .type = Type::choice,
     .doc = "what counts for a patient without a rating on the day; without it last_observation",
     .words = kMissing},
    {.key = "same_people",
     .type = Type::flag,
     .doc = "true: a crossover, in which every arm has the same patients"},
    {.key = "rated",
     .type = Type::section,
     .doc = "days on which everybody is rated besides those that endpoints name",
     .section = &kRatedSection},
    {.key = "endpoints",
     .type = Type::sections,
     .doc = "the published endpoints",
     .section = &kEndpointSection},
    {.key = "listed",
     .type = Type::sections,
     .doc = "published endpoints that cannot be computed: shown, never scored",
     .section = &kListedSection},
};

constexpr Field kRatedFields[] = {
    {.key = "days", .type = Type::amounts, .doc = "days of the scenario, from 0", .low = 0, .high = kMaxDays},
    {.key = "every",
     .type = Type::amount,
     .doc = "from day 0 on, so often",
     .unit = "day",
     .low = 1,
     .high = 3650},
    {.key = "until",
     .type = Type::amount,
     .doc = "the last of those ratings; without it the last day",
     .unit = "day",
     .low = 1,
     .high = kMaxDays},
};

constexpr Field kEndpointFields[] = {
    {.key = "id",
     .type = Type::identifier,
     .doc = "short name, different from all others of the folder",
     .required = true},
    {.key = "arm", .type = Type::identifier, .doc = "id of the arm that is measured", .required = true},
    {.key = "against", .type = Type::identifier, .doc = "id of the arm it is compared with"},
    {.key = "as", .type = Type::choice, .doc = "how the two are compared", .words = kContrasts},
    {.key = "measure", .type = Type::choice, .doc = "what is measured", .required = true, .words = kMeasures},
    {.key = "scale", .type = Type::choice, .doc = "of the score; without it madrs", .words = kScales},
    {.key = "improvement",
     .type = Type::comparison,
     .doc = "what a response is; without it at least 50 %",
     .unit = "%",
     .low = 1,
     .high = 100,
     .words = kAtLeast},
    {.key = "score",
     .type = Type::comparison,
     .doc = "what a remission is, on the endpoint's scale",
     .unit = "points",
     .low = 0,
     .high = kMaxMadrs,
     .words = kAtMost},
    {.key = "relapse", .type = Type::section, .doc = "what a relapse is", .section = &kRelapseSection},
    {.key = "event",
     .type = Type::choice,
     .doc = "the event whose incidence is measured",
     .words = model::kSessionEventNames},
    {.key = "since",
     .type = Type::choice,
     .doc = "what the days of the endpoint count from; without it first_session, which is day 0",
     .words = kClocks},
    {.key = "day",
     .type = Type::whole,
     .doc = "of the rating; of relapses the last day they are watched for",
     .low = 0,
     .high = kMaxDays},
    {.key = "from",
     .type = Type::whole,
     .doc = "relapses are watched for after this day; without it 0",
     .low = 0,
     .high = kMaxDays},
    {.key = "baseline",
     .type = Type::whole,
     .doc = "day of the rating that a change or response is counted from; without it 0",
     .low = 0,
     .high = kMaxDays},
    {.key = "among",
     .type = Type::sections,
     .doc = "who counts: all of these hold",
     .section = &kAmongSection},
    {.key = "value",
     .type = Type::amount,
     .doc = "as published: points, a share, days, mg/kg or a ratio; of a sign -1 or 1",
     .required = true,
     .low = -kMaxEndpointValue,
     .high = kMaxEndpointValue},
    {.key = "interval",
     .type = Type::amounts,
     .doc = "[low, high], the published 95 % interval of the value",
     .low = -kMaxEndpointValue,
     .high = kMaxEndpointValue},
    {.key = "sd",
     .type = Type::amount,
     .doc = "between patients, as published",
     .low = 0,
     .high = kMaxEndpointValue},
    {.key = "n", .type = Type::whole, .doc = "patients analysed in the arm", .low = 1, .high = kMaxPatients},
    {.key = "n_against",
     .type = Type::whole,
     .doc = "patients in the arm it is compared with",
     .low = 1,
     .high = kMaxPatients},
    {.key = "source", .type = Type::text, .doc = "where the value stands", .required = true},
    {.key = "status",
     .type = Type::choice,
     .doc = "looked up there, partly recalled (its variance counts double) or recalled (never scored)",
     .required = true,
     .words = kStatuses},
    {.key = "note", .type = Type::text, .doc = "what a reader should know about the value"},
    {.key = "not_scored", .type = Type::text, .doc = "the reason why it is shown but not scored"},
};

constexpr Field kRelapseFields[] = {
    {.key = "hamd17",
     .type = Type::comparison,
     .doc = "observed score",
     .unit = "points",
     .low = 0,
     .high = kMaxHamd17,
     .words = kAtLeast},
    {.key = "madrs",
     .type = Type::comparison,
     .doc = "observed score",
     .unit = "points",
     .low = 0,
     .high = kMaxMadrs,
     .words = kAtLeast},
    {.key = "in_a_row",
     .type = Type::whole,
     .doc = "at so many ratings running; without it 1",
     .low = 1,
     .high = 20},
};

constexpr Field kAmongFields[] = {
    {.key = "arm",
     .type = Type::identifier,
     .doc = "judged by what happens in this arm; without it the measured one"},
    {.key = "since",
     .type = Type::choice,
     .doc = "what the days count from; without it first_session",
     .words = kClocks},
    {.key = "day", .type = Type::whole, .doc = "of the rating", .low = 0, .high = kMaxDays},
    {.key = "days", .type = Type::amounts, .doc = "of the ratings", .low = 0, .high = kMaxDays},
    {.key = "at_least",
     .type = Type::whole,
     .doc = "on so many of the days; without it on all",
     .low = 1,
     .high = 1000},
    {.key = "hamd17",
     .type = Type::comparison,
     .doc = "observed score",
     .unit = "points",
     .low = 0,
     .high = kMaxHamd17,
     .words = kAtLeastOrAtMost},
    {.key = "madrs",
     .type = Type::comparison,
     .doc = "observed score",
     .unit = "points",
     .low = 0,
     .high = kMaxMadrs,
     .words = kAtLeastOrAtMost},
    {.key = "improvement",
     .type = Type::comparison,
     .doc = "observed, since day 0 of the days",
     .unit = "%",
     .low = 0,
     .high = 100,
     .words = kAtLeast},
    {.key = "sessions",
     .type = Type::comparison,
     .doc = "sessions had in the whole trial",
     .low = 1,
     .high = 10000,
     .words = kAtLeast},
};

constexpr Field kStudyFields[] = {
    {.key = "question",
     .type = Type::text,
     .doc = "that the study would answer, in one line",
     .required = true},
    {.key = "sizes",
     .type = Type::amounts,
     .doc = "people in each arm, rising, each a multiple of the first: [50, 100, 200, 400]",
     .required = true,
     .low = 10,
     .high = kMaxPatients},
    {.key = "measures",
     .type = Type::choices,
     .doc = "what is measured in everybody: totals over the horizon, and weekly counts in each year",
     .required = true,
     .words = kMeasurable},
};

constexpr Field kListedFields[] = {
    {.key = "id",
     .type = Type::identifier,
     .doc = "short name, different from all others of the folder",
     .required = true},
    {.key = "what", .type = Type::text, .doc = "the endpoint in words", .required = true},
    {.key = "source", .type = Type::text, .doc = "where it stands", .required = true},
    {.key = "status",
     .type = Type::choice,
     .doc = "how well it is known",
     .required = true,
     .words = kStatuses},
    {.key = "not_scored", .type = Type::text, .doc = "why it cannot be computed", .required = true},
};

}  // namespace

const Section kPublishedSection{"published block", kPublishedFields};
const Section kRatedSection{"rating plan", kRatedFields};
const Section kEndpointSection{"endpoint", kEndpointFields};
const Section kRelapseSection{"relapse", kRelapseFields};
const Section kAmongSection{"selection", kAmongFields};
const Section kStudySection{"study", kStudyFields};
const Section kListedSection{"listed endpoint", kListedFields};

}  // namespace tachy::scenario
