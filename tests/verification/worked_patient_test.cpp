// The worked patient of the ODD document is the one the model lives.
#include "verification/worked_patient.hpp"

#include "verification/document.hpp"
#include "verification/worlds.hpp"

using namespace tachy;

TEST_SUITE("verification/worked patient") {
  TEST_CASE("every number of the worked patient in the ODD document is the reference walk's") {
    const auto plan = tests::worked_patient_plan();
    const auto patient = tests::live_worked_patient(day::set_up(plan));
    std::string right = "\n";
    right += tests::traits_table(patient) += "\n";
    right += tests::hand_computation(patient, plan.parameters) += "\n";
    right += tests::day_table(patient) += "\n";
    tests::check_generated({tests::in_source("sim/model/README.md"), "<!-- worked patient: begin -->",
                            "<!-- worked patient: end -->"},
                           right);
  }

  TEST_CASE("the hand computation from printed traits arrives where the reference walk does") {
    const auto plan = tests::worked_patient_plan();
    const auto patient = tests::live_worked_patient(day::set_up(plan));
    const std::string text = tests::hand_computation(patient, plan.parameters);
    REQUIRE(patient.days.size() > 2);
    REQUIRE(patient.days[1].what.starts_with("session 2"));
    const double score = std::stod(text.substr(text.rfind("= ") + 2));
    CHECK(score == doctest::Approx(patient.days[1].score).epsilon(0.002));
    const std::string root = "u^(1/2) = ";
    const double first_benefit = std::stod(text.substr(text.find(root) + root.size()));
    CHECK(first_benefit == doctest::Approx(patient.days[0].benefit.fast).epsilon(0.003));
  }
}
