#include "model/measures.hpp"

namespace tachy::model {

namespace {

constexpr float kScore = 1.0f / 64;      // points of HAM-D17
constexpr float kCraving = 1.0f / 1024;  // of the craving scale's unit

}  // namespace

// The smallest differences that count are judgement (grade: assumed), except where any difference is one
// whole event. Four weeks: a month of life. Three points of HAM-D17: the difference between groups that a
// British guideline of 2004 called clinically significant (recalled). 40 mg: one 0.5 mg/kg infusion at 80 kg.
const std::array<TotalRow, kTotalCount>& total_table() {
  using enum Direction;
  static const std::array<TotalRow, kTotalCount> table{{
      {Total::remission_weeks, "remission_weeks", "wk", 1, more_is_better, 4, "Weeks in remission",
       "weekly reviews alive with HAM-D17 of 7 or less"},
      {Total::response_weeks, "response_weeks", "wk", 1, more_is_better, 4, "Weeks in response",
       "weekly reviews alive with HAM-D17 in remission or at least 50 % below baseline"},
      {Total::treated_weeks, "treated_weeks", "wk", 1, neither, 4, "Weeks in treatment",
       "weekly reviews alive and still in treatment"},
      {Total::hamd17_mean, "hamd17_mean", "points", kScore, less_is_better, 3, "Mean HAM-D17",
       "true HAM-D17, averaged over the weekly reviews the patient lived to see; baseline if none"},
      {Total::relapses, "relapses", "1", 1, less_is_better, 1, "Relapses",
       "times the score, after a response, stood at or above relapse_hamd17 at two weekly reviews running"},
      {Total::sessions, "sessions", "1", 1, neither, 1, "Sessions given",
       "sessions given by the clinic, placebo sessions included; doses of misuse are none"},
      {Total::dissociation, "dissociation", "1", 1, less_is_better, 1, "Sessions with dissociation",
       "sessions with marked dissociation"},
      {Total::sedation, "sedation", "1", 1, less_is_better, 1, "Sessions with sedation",
       "sessions with sedation"},
      {Total::nausea, "nausea", "1", 1, less_is_better, 1, "Sessions with nausea", "sessions with nausea"},
      {Total::dizziness, "dizziness", "1", 1, less_is_better, 1, "Sessions with dizziness",
       "sessions with dizziness"},
      {Total::systolic_rise_40, "systolic_rise_40", "1", 1, less_is_better, 1,
       "Sessions, systolic rise >= 40", "sessions with a rise of systolic pressure of 40 mmHg or more"},
      {Total::systolic_180, "systolic_180", "1", 1, less_is_better, 1, "Sessions, systolic >= 180",
       "sessions with a systolic pressure of 180 mmHg or more"},
      {Total::misuse_ever, "misuse_ever", "1", 1, less_is_better, 1, "Ever misused ketamine",
       "1 if the patient ever took ketamine outside the prescription, else 0"},
      {Total::use_disorder_ever, "use_disorder_ever", "1", 1, less_is_better, 1, "Ever had use disorder",
       "1 if the patient ever had a ketamine use disorder, else 0"},
      {Total::urinary_ever, "urinary_ever", "1", 1, less_is_better, 1, "Ever had urinary symptoms",
       "1 if the patient ever had urinary symptoms from ketamine, else 0"},
      {Total::suicide_attempts, "suicide_attempts", "1", 1, less_is_better, 1, "Suicide attempts",
       "suicide attempts, those that were survived"},
      {Total::died, "died", "1", 1, less_is_better, 1, "Died", "1 if the patient died of any cause, else 0"},
      {Total::cumulative_dose_mg, "cumulative_dose_mg", "mg", 1, neither, 40, "Cumulative dose",
       "ketamine or esketamine taken, doses of misuse included"},
  }};
  return table;
}

const std::array<WeeklyRow, kWeeklyCount>& weekly_table() {
  static const std::array<WeeklyRow, kWeeklyCount> table{{
      {Weekly::alive, "alive", "1", 1, "Alive", "patients alive at their weekly review"},
      {Weekly::hamd17_sum, "hamd17_sum", "points", kScore, "Sum of HAM-D17",
       "true HAM-D17 at the weekly review, summed over the living"},
      {Weekly::hamd17_sum_squares, "hamd17_sum_squares", "points^2", kScore * kScore,
       "Sum of squares of HAM-D17", "squared true HAM-D17 at the weekly review, summed over the living"},
      {Weekly::remission_treated, "remission_treated", "1", 1, "In remission, in treatment",
       "patients with HAM-D17 of 7 or less, still in treatment"},
      {Weekly::remission_untreated, "remission_untreated", "1", 1, "In remission, out of treatment",
       "patients with HAM-D17 of 7 or less, no longer in treatment"},
      {Weekly::response_treated, "response_treated", "1", 1, "Response without remission, in treatment",
       "patients at least 50 % below baseline but not in remission, still in treatment"},
      {Weekly::response_untreated, "response_untreated", "1", 1,
       "Response without remission, out of treatment",
       "patients at least 50 % below baseline but not in remission, no longer in treatment"},
      {Weekly::symptomatic_treated, "symptomatic_treated", "1", 1, "Symptomatic, in treatment",
       "patients alive and neither in response nor in remission, still in treatment"},
      {Weekly::symptomatic_untreated, "symptomatic_untreated", "1", 1, "Symptomatic, out of treatment",
       "patients alive and neither in response nor in remission, no longer in treatment"},
      {Weekly::relapsed_ever, "relapsed_ever", "1", 1, "Relapsed so far",
       "patients who have relapsed up to this week: after a response, at or above relapse_hamd17 at two "
       "weekly reviews running"},
      {Weekly::misuse, "misuse", "1", 1, "Misuse now",
       "patients who take ketamine outside the prescription, without use disorder, this week"},
      {Weekly::use_disorder, "use_disorder", "1", 1, "Use disorder now",
       "patients with a ketamine use disorder this week"},
      {Weekly::use_disorder_remission, "use_disorder_remission", "1", 1, "Use disorder in remission now",
       "patients whose ketamine use disorder is in remission this week"},
      {Weekly::misuse_ever, "misuse_ever", "1", 1, "Misused so far",
       "patients who ever took ketamine outside the prescription, up to this week"},
      {Weekly::use_disorder_ever, "use_disorder_ever", "1", 1, "Use disorder so far",
       "patients who ever had a ketamine use disorder, up to this week"},
      {Weekly::urinary_ever, "urinary_ever", "1", 1, "Urinary symptoms so far",
       "patients who ever had urinary symptoms from ketamine, up to this week"},
      {Weekly::craving_sum, "craving_sum", "1", kCraving, "Sum of craving",
       "craving at the weekly review, summed over the living"},
      {Weekly::sessions, "sessions", "1", 1, "Sessions given", "sessions given since the week before"},
      {Weekly::missed_visits, "missed_visits", "1", 1, "Missed visits",
       "planned visits that were missed since the week before"},
      {Weekly::dissociation, "dissociation", "1", 1, "Sessions with dissociation",
       "sessions with marked dissociation since the week before"},
      {Weekly::sedation, "sedation", "1", 1, "Sessions with sedation",
       "sessions with sedation since the week before"},
      {Weekly::nausea, "nausea", "1", 1, "Sessions with nausea",
       "sessions with nausea since the week before"},
      {Weekly::dizziness, "dizziness", "1", 1, "Sessions with dizziness",
       "sessions with dizziness since the week before"},
      {Weekly::systolic_rise_40, "systolic_rise_40", "1", 1, "Sessions, systolic rise >= 40",
       "sessions with a rise of systolic pressure of 40 mmHg or more since the week before"},
      {Weekly::systolic_180, "systolic_180", "1", 1, "Sessions, systolic >= 180",
       "sessions with a systolic pressure of 180 mmHg or more since the week before"},
      {Weekly::suicide_attempts, "suicide_attempts", "1", 1, "Suicide attempts",
       "survived suicide attempts since the week before"},
      {Weekly::suicides, "suicides", "1", 1, "Suicides", "deaths by suicide since the week before"},
      {Weekly::other_deaths, "other_deaths", "1", 1, "Deaths of other causes",
       "deaths of other causes since the week before"},
      {Weekly::drop_outs, "drop_outs", "1", 1, "Drop-outs",
       "patients who left treatment of their own accord since the week before"},
      {Weekly::clinician_stops, "clinician_stops", "1", 1, "Stopped by the clinic",
       "patients whose treatment a rule of the policy stopped since the week before"},
  }};
  return table;
}

}  // namespace tachy::model
