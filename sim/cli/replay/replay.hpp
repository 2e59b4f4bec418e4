// One patient's story for people (100 columns) and for programs (CSV, one row per arm and note).
#pragma once

#include <cstdint>
#include <string>

#include "trace/diary.hpp"
#include "scenario/scenario.hpp"

namespace tachy::cli {

struct Story {
  const scenario::Scenario* scenario;
  std::uint32_t patient;
  trace::Diary diary;
  std::uint32_t from_day, to_day;  // both told
};

std::string patient_text(const Story& story);  // who the patient is
// Two arms side by side (or one alone), after the first day on which they differ.
std::string story_text(const Story& story, std::uint32_t arm, std::uint32_t beside);
std::string story_csv(const Story& story);

std::string visit_in_words(const trace::VisitNote& visit, std::uint32_t day);
std::string event_in_words(const Story& story, std::uint32_t arm, const trace::EventNote& event);

}  // namespace tachy::cli
