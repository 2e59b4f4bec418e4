// What a study published: the endpoints that a virtual trial of the same scenario is scored against.
//
// The `published:` block of a scenario, lowered. Words as in trial reports; see scenarios/trials/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/session_events.hpp"

namespace tachy::scenario {

enum class Split {
  calibrate,  // may be fitted to
  validate,   // must be predicted, never fitted to
  context,    // shown, neither fitted nor scored
};
enum class Evidence {
  looked_up,
  partly_recalled,  // a part of it, such as n, is remembered: its sampling variance counts double
  recalled,         // listed, never scored
};
enum class Scale { hamd17, madrs };

// The first day of the clock that the days of an endpoint are read on.
enum class Clock {
  first_session,
  last_session,  // the patient's last dose
  relapse,       // the patient's first relapse, as the endpoint defines it
};

// What must be true of a patient's observed ratings, or sessions. Exactly one of the four bounds is set.
struct RatingCondition {
  std::optional<std::uint32_t> arm;  // by number; none = the arm that is measured
  Clock clock = Clock::first_session;
  std::vector<std::uint32_t> days;  // rising
  std::uint32_t on_at_least = 0;    // on so many of the days; as many as there are days = all
  Scale scale = Scale::hamd17;
  std::optional<double> score_at_least, score_at_most;  // points of the scale
  std::optional<double> improvement_at_least;      // 0..1 of the baseline, the rating on day 0 of the clock
  std::optional<std::uint32_t> sessions_at_least;  // in the whole trial; needs no days
};

// A relapse: a score of at least so much at so many ratings running.
struct RelapseDefinition {
  Scale scale = Scale::madrs;
  double score_at_least = 22.0;
  std::uint32_t in_a_row = 1;
};

enum class EndpointMeasure {
  mean_change,      // of the score since the baseline, points; negative = better
  response,         // share with an improvement of at least `threshold` (0..1)
  remission,        // share with a score of at most `threshold`
  relapse,          // share who have relapsed by the day, counted from `from_day`
  time_to_relapse,  // median, days from `from_day`; also what a hazard ratio compares
  incidence,        // share with the event at least once by the end of the horizon
  mean_dose,        // mg/kg, of the doses given
};

// What becomes of a patient without a rating on the day (left the trial).
enum class Missing {
  last_observation,  // the last rating before it counts
  left_out,
  failure,  // no response, no remission
};

struct EndpointQuantity {
  EndpointMeasure measure = EndpointMeasure::mean_change;
  Scale scale = Scale::madrs;
  double threshold = 0.0;
  model::SessionEvent event = model::SessionEvent::dissociation;
  Clock clock = Clock::first_session;
  std::uint32_t day = 0;
  std::uint32_t baseline_day = 0;  // on the same clock; rated before the session of that day
  std::uint32_t from_day = 0;      // relapses are watched for after this day
  RelapseDefinition relapse_definition;
  std::vector<RatingCondition> among;  // all must hold
};

// How two arms are compared. All but `none` are contrasts: what the first arm has beyond the second.
enum class Contrast {
  none,                     // one arm: a level
  difference,               // in the unit of the measure
  odds_ratio,               // of a share
  standardised_difference,  // difference of mean changes over their pooled SD
  hazard_ratio,             // of relapse
  relative_loss,            // share of the second arm's mean change that the first arm lacks
  sign,                     // whether the difference is negative (-1), positive (+1)
};

struct PublishedEndpoint {
  std::string id;
  EndpointQuantity quantity;
  std::uint32_t arm = 0;
  Contrast comparison = Contrast::none;
  std::uint32_t against = 0;  // an arm, unless comparison is none
  double value = 0.0;         // shares and improvements as 0..1
  std::optional<double> low, high;
  std::optional<double> sd;            // between patients
  std::uint32_t n = 0, n_against = 0;  // patients analysed
  std::string source, note;
  Evidence evidence = Evidence::looked_up;
  std::string not_scored;  // why not; empty = scored (recalled ones never are)
};

// A published endpoint that the model cannot compute: shown, never scored.
struct ListedEndpoint {
  std::string id, what, source;
  Evidence evidence = Evidence::looked_up;
  std::string not_scored;  // why not
};

struct Published {
  std::string study;
  Split split = Split::context;
  double weight = 1.0;       // studies that share patients share one weight
  std::uint32_t trials = 1;  // pooled; their own effects average out
  Missing missing = Missing::last_observation;
  bool same_people = false;  // a crossover: the arms are the same patients under both conditions
  std::vector<std::uint32_t> rating_days;  // every day that an endpoint looks at, and day 0; rising
  std::vector<PublishedEndpoint> endpoints;
  std::vector<ListedEndpoint> listed;
};

}  // namespace tachy::scenario
