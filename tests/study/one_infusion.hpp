// A small trial that several tests predict or fit: one infusion of ketamine or midazolam.
#pragma once

namespace tachy::tests {

inline constexpr const char* kTrial = R"(
title: One infusion or midazolam
horizon: 1 week
seed: 11
cohort: {use: library/cohorts/trd-adults.yaml, patients: 1000}
policy: {attendance: {missed: 0 % per visit, late: 0 % per visit}}
phases: {session: {give: {use: library/drugs/ketamine-iv.yaml}, days: [0]}}
arms:
  - {id: ketamine, label: Ketamine, phases: [session]}
  - id: midazolam
    label: Midazolam
    phases: [{session: {give: {drug: midazolam, route: iv, over: 40 min}}}]
)";

}  // namespace tachy::tests
