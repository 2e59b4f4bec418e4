// The one table of what has a price, and of what costs health-related quality of life beside depression.
//
// A price is paid for a number of units that the run has counted: doses, visits, hours under watch, years in
// a state. The language of scenarios, the ledger, `tachy economics` and its documentation read the rows.
// Costs and effects are linear in the counts, so that another price needs no new run.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "model/measures.hpp"

namespace tachy::economics {

enum class Price : std::uint32_t {
  esketamine_device,
  infusion_vial,
  infused_mg,
  infusion,
  observation_hour,
  visit,
  tests_per_visit,
  missed_visit,
  systolic_180,
  suicide_attempt,
  urinary_year,
  misuse_year,
  use_disorder_year,
  remission_year,
  response_year,
  symptomatic_year,
  travel,
  patient_hour,
  work_lost_remission_year,
  work_lost_response_year,
  work_lost_symptomatic_year,
  kCount
};
inline constexpr auto kPrices = static_cast<std::size_t>(Price::kCount);

enum class Bearer : std::uint32_t { care, patient, society };

// How units come from counts.
enum class Units : std::uint32_t {
  events,             // one for each
  years,              // of those who are in a state, a week being 7/365 of one
  hours_under_watch,  // so many hours for each
  hours_of_patient,   // hours under watch for each supervised session, and hours for each visit
};

struct PriceRow {
  Price price;
  std::string_view name, unit, label, definition;
  Bearer bearer = Bearer::care;
  Units units = Units::events;
  model::Weekly counted = model::Weekly::kCount;      // what is counted ...
  model::Weekly counted_too = model::Weekly::kCount;  // ... and added to it
};
inline constexpr std::array<PriceRow, kPrices> kPriceTable{{
    {.price = Price::esketamine_device,
     .name = "esketamine_device",
     .unit = "device",
     .label = "Esketamine devices",
     .definition = "a nasal device of 28 mg, whole whatever is taken of it",
     .counted = model::Weekly::spray_devices},
    {.price = Price::infusion_vial,
     .name = "infusion_vial",
     .unit = "infusion",
     .label = "Vials for infusion",
     .definition = "the vial opened for an infusion; what is left in it is thrown away",
     .counted = model::Weekly::infusions},
    {.price = Price::infused_mg,
     .name = "infused_mg",
     .unit = "mg",
     .label = "Drug infused, by weight",
     .definition = "a milligram infused, where vials are shared",
     .counted = model::Weekly::infused_mg},
    {.price = Price::infusion,
     .name = "infusion",
     .unit = "infusion",
     .label = "Giving infusions",
     .definition = "line, pump and nurse of an infusion, the drug apart",
     .counted = model::Weekly::infusions},
    {.price = Price::observation_hour,
     .name = "observation_hour",
     .unit = "hour",
     .label = "Hours under watch",
     .definition = "an hour under watch after a supervised session",
     .units = Units::hours_under_watch,
     .counted = model::Weekly::supervised_sessions},
    {.price = Price::visit,
     .name = "visit",
     .unit = "visit",
     .label = "Visits",
     .definition = "a visit to the clinic, with a session or without",
     .counted = model::Weekly::visits},
    {.price = Price::tests_per_visit,
     .name = "tests_per_visit",
     .unit = "visit",
     .label = "Tests at visits",
     .definition = "tests, such as of urine, at a visit: their price times the share of visits that have one",
     .counted = model::Weekly::visits},
    {.price = Price::missed_visit,
     .name = "missed_visit",
     .unit = "visit",
     .label = "Missed visits",
     .definition = "an appointment that was not kept",
     .counted = model::Weekly::missed_visits},
    {.price = Price::systolic_180,
     .name = "systolic_180",
     .unit = "event",
     .label = "Care of systolic pressure of 180",
     .definition = "treating a rise of systolic pressure to 180 mmHg after a session",
     .counted = model::weekly_of(model::SessionEvent::systolic_180)},
    {.price = Price::suicide_attempt,
     .name = "suicide_attempt",
     .unit = "event",
     .label = "Care after suicide attempts",
     .definition = "emergency care and admission after a suicide attempt",
     .counted = model::weekly_of(model::SlowHarm::suicide_attempt)},
    {.price = Price::urinary_year,
     .name = "urinary_year",
     .unit = "year",
     .label = "Care of urinary symptoms",
     .definition = "a year of care for who has, or has had, urinary symptoms from ketamine",
     .units = Units::years,
     .counted = model::weekly_of(model::SlowHarm::urinary)},
    {.price = Price::misuse_year,
     .name = "misuse_year",
     .unit = "year",
     .label = "Care of misuse",
     .definition = "a year of care for who misuses ketamine, without use disorder",
     .units = Units::years,
     .counted = model::Weekly::misuse},
    {.price = Price::use_disorder_year,
     .name = "use_disorder_year",
     .unit = "year",
     .label = "Care of use disorder",
     .definition = "a year of care for who has a ketamine use disorder",
     .units = Units::years,
     .counted = model::Weekly::use_disorder},
    {.price = Price::remission_year,
     .name = "remission_year",
     .unit = "year",
     .label = "Other care in remission",
     .definition = "a year of all other health care, admissions included, of who is in remission",
     .units = Units::years,
     .counted = model::Weekly::remission_treated,
     .counted_too = model::Weekly::remission_untreated},
    {.price = Price::response_year,
     .name = "response_year",
     .unit = "year",
     .label = "Other care in response",
     .definition = "the same of who is in response without remission",
     .units = Units::years,
     .counted = model::Weekly::response_treated,
     .counted_too = model::Weekly::response_untreated},
    {.price = Price::symptomatic_year,
     .name = "symptomatic_year",
     .unit = "year",
     .label = "Other care when symptomatic",
     .definition = "the same of who is neither in remission nor in response",
     .units = Units::years,
     .counted = model::Weekly::symptomatic_treated,
     .counted_too = model::Weekly::symptomatic_untreated},
    {.price = Price::travel,
     .name = "travel",
     .unit = "visit",
     .label = "Patients' travel",
     .definition = "there and back, paid by the patient",
     .bearer = Bearer::patient,
     .counted = model::Weekly::visits},
    {.price = Price::patient_hour,
     .name = "patient_hour",
     .unit = "hour",
     .label = "Patients' time",
     .definition = "an hour of the patient's time: under watch, at visits and on the way",
     .bearer = Bearer::patient,
     .units = Units::hours_of_patient,
     .counted = model::Weekly::supervised_sessions,
     .counted_too = model::Weekly::visits},
    {.price = Price::work_lost_remission_year,
     .name = "work_lost_remission_year",
     .unit = "year",
     .label = "Lost work in remission",
     .definition = "work lost in a year by who is in remission, absent or less able",
     .bearer = Bearer::society,
     .units = Units::years,
     .counted = model::Weekly::remission_treated,
     .counted_too = model::Weekly::remission_untreated},
    {.price = Price::work_lost_response_year,
     .name = "work_lost_response_year",
     .unit = "year",
     .label = "Lost work in response",
     .definition = "the same of who is in response without remission",
     .bearer = Bearer::society,
     .units = Units::years,
     .counted = model::Weekly::response_treated,
     .counted_too = model::Weekly::response_untreated},
    {.price = Price::work_lost_symptomatic_year,
     .name = "work_lost_symptomatic_year",
     .unit = "year",
     .label = "Lost work when symptomatic",
     .definition = "the same of who is neither in remission nor in response",
     .bearer = Bearer::society,
     .units = Units::years,
     .counted = model::Weekly::symptomatic_treated,
     .counted_too = model::Weekly::symptomatic_untreated},
}};
static_assert(
    [] {
      for (std::size_t i = 0; i < kPrices; ++i)
        if (kPriceTable[i].price != static_cast<Price>(i)) return false;
      return true;
    }(),
    "the rows stand in the order of Price");
constexpr const PriceRow& row_of(Price price) { return kPriceTable[static_cast<std::size_t>(price)]; }

enum class Loss : std::uint32_t {
  dissociation,
  sedation,
  systolic_rise_40,
  suicide_attempt,
  urinary,
  misuse,
  use_disorder,
  kCount
};
inline constexpr auto kLosses = static_cast<std::size_t>(Loss::kCount);

struct LossRow {
  Loss loss;
  std::string_view name, label, definition;
  bool per_year = false;  // of those who have it; else QALYs for each event
  model::Weekly counted = model::Weekly::kCount;
};
inline constexpr std::array<LossRow, kLosses> kLossTable{{
    {.loss = Loss::dissociation,
     .name = "dissociation",
     .label = "Dissociation",
     .definition = "QALYs for each session with dissociation",
     .counted = model::weekly_of(model::SessionEvent::dissociation)},
    {.loss = Loss::sedation,
     .name = "sedation",
     .label = "Sedation",
     .definition = "QALYs for each session with sedation",
     .counted = model::weekly_of(model::SessionEvent::sedation)},
    {.loss = Loss::systolic_rise_40,
     .name = "systolic_rise_40",
     .label = "Systolic rise of 40 mmHg",
     .definition = "QALYs for each session with such a rise",
     .counted = model::weekly_of(model::SessionEvent::systolic_rise_40)},
    {.loss = Loss::suicide_attempt,
     .name = "suicide_attempt",
     .label = "Suicide attempts",
     .definition = "QALYs for each attempt that is survived",
     .counted = model::weekly_of(model::SlowHarm::suicide_attempt)},
    {.loss = Loss::urinary,
     .name = "urinary",
     .label = "Urinary symptoms",
     .definition = "loss of utility of who has, or has had, urinary symptoms",
     .per_year = true,
     .counted = model::weekly_of(model::SlowHarm::urinary)},
    {.loss = Loss::misuse,
     .name = "misuse",
     .label = "Misuse",
     .definition = "loss of utility of who misuses, without use disorder",
     .per_year = true,
     .counted = model::Weekly::misuse},
    {.loss = Loss::use_disorder,
     .name = "use_disorder",
     .label = "Use disorder",
     .definition = "loss of utility of who has a use disorder",
     .per_year = true,
     .counted = model::Weekly::use_disorder},
}};

}  // namespace tachy::economics
