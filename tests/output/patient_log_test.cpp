#include <doctest/doctest.h>

#include <cmath>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "trace/diary.hpp"
#include "engine/plans.hpp"
#include "made_up_outcome.hpp"
#include "output/hdf5/reader.hpp"

using namespace tachy;
using namespace tachy::output;

namespace {

// Made-up results, and real stories of a plan with every kind of visit.
OutcomeInput logged_outcome(const std::vector<std::uint32_t>& patients, int threads = 1) {
  const regimen::Experiment experiment = tests::many_regimes(200);
  OutcomeInput in = made_up_outcome(experiment.plan.arms, experiment.horizon_days / 7, 200);
  in.experiment = experiment;
  in.dose_form_labels.assign(experiment.plan.dose_forms, "dose");
  in.log.wanted = true;
  in.log.choice = "some";
  in.log.patients = patients;
  in.log.stories = [experiment, patients, threads](const trace::DiaryTaker& take) {
    trace::keep_diaries(day::set_up(experiment), patients, threads, take);
  };
  return in;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

}  // namespace

TEST_SUITE("output/patient_log") {
  TEST_CASE("the log holds every visit and event of the diaries, by patient, arm and day") {
    const ScratchDirectory scratch;
    const OutcomeInput in = logged_outcome({2, 3, 5, 100});
    write_outcome(scratch.path("a.h5"), in);
    const hdf5::Reader file(scratch.path("a.h5"));
    const auto patient = file.numbers("/doses/patient"), arm = file.numbers("/doses/arm_index"),
               day = file.numbers("/doses/day"), status = file.numbers("/doses/status"),
               mg = file.numbers("/doses/mg"), rated = file.numbers("/doses/rated_hamd17");
    const auto kind = file.numbers("/events/kind"), value = file.numbers("/events/value");
    const auto statuses = words(file.text("/doses/status", "flag_meanings"));
    const auto kinds = words(file.text("/events/kind", "flag_meanings"));
    const auto first = file.numbers("/doses/first_row"), rows = file.numbers("/doses/rows");
    const day::Setup setup = day::set_up(in.experiment);
    std::size_t row = 0, event = 0;
    for (std::size_t i = 0; i < in.log.patients.size(); ++i) {
      CHECK(first.at(i) == static_cast<double>(row));
      const trace::Diary diary = trace::keep_diary(setup, in.log.patients[i]);
      for (std::uint32_t a = 0; a < in.experiment.plan.arms; ++a)
        for (const trace::DiaryEntry& entry : diary.entries) {
          if (entry.arm != a) continue;
          if (entry.visit) {
            CHECK(patient.at(row) == in.log.patients[i]);
            CHECK(arm.at(row) == a);
            CHECK(day.at(row) == entry.day);
            CHECK(statuses.at(static_cast<std::size_t>(status.at(row))) ==
                  trace::name_of(entry.visit->status));
            CHECK(static_cast<float>(mg.at(row)) == entry.visit->mg);
            CHECK(std::isnan(rated.at(row)) == !entry.visit->rated_hamd17.has_value());
            ++row;
          }
          for (const trace::EventNote& note : entry.events) {
            CHECK(kinds.at(static_cast<std::size_t>(kind.at(event))) == trace::name_of(note.kind));
            CHECK(static_cast<float>(value.at(event)) == note.value);
            ++event;
          }
        }
      CHECK(rows.at(i) == static_cast<double>(row) - first.at(i));
    }
    CHECK(row == patient.size());
    CHECK(event == kind.size());
    CHECK(row > 200);
  }

  TEST_CASE("a log is the same bytes on any number of threads") {
    const ScratchDirectory scratch;
    std::vector<std::uint32_t> patients;
    for (std::uint32_t patient = 0; patient < 40; ++patient) patients.push_back(3 * patient);
    for (const int threads : {1, 4}) {
      write_outcome(scratch.path(std::to_string(threads)), logged_outcome(patients, threads));
    }
    CHECK(content_of(scratch.path("1")) == content_of(scratch.path("4")));
  }

  TEST_CASE("a log of nobody has tables without rows") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), logged_outcome({}));
    const hdf5::Reader file(scratch.path("a.h5"));
    CHECK(file.numbers("/doses/mg").empty());
    CHECK(file.numbers("/events/logged").empty());
  }

  TEST_CASE("who ends it while it is written leaves no file at all") {
    const ScratchDirectory scratch;
    OutcomeInput in = logged_outcome({1, 2, 3, 4, 5, 6});
    const auto all = in.log.stories;
    in.log.stories = [&](const trace::DiaryTaker& take) {
      all([&](std::uint32_t patient, const trace::Diary& diary) {
        if (patient == 3) throw std::runtime_error("stop");
        take(patient, diary);
      });
    };
    CHECK_THROWS_WITH(write_outcome(scratch.path("a.h5"), in), "stop");
    CHECK(scratch.files() == 0);
  }
}
