#include <doctest/doctest.h>

#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "made_up_outcome.hpp"
#include "output/hdf5/reader.hpp"
#include "output/hdf5/writer.hpp"
#include "output/file/sha256.hpp"
#include "output/outcome/groups.hpp"

using namespace tachy::output;
using doctest::Approx;

TEST_SUITE("output/outcome_file") {
  TEST_CASE("the file has every group of the list, and its page describes each") {
    const ScratchDirectory scratch;
    const auto path = scratch.path("a.h5");
    write_outcome(path, made_up_outcome(2, 3));
    write_outcome(scratch.path("draws.h5"), with_variant(under_draws(made_up_outcome(2, 3), 4)));
    const hdf5::Reader file(path), of_draws(scratch.path("draws.h5"));
    const std::string page = content_of(TACHY_SOURCE_DIR "/output/README.md");
    std::string headings;
    for (std::size_t at = page.find("\n## `/"); at != std::string::npos; at = page.find("\n## `/", at + 1))
      headings += page.substr(at, page.find('\n', at + 1) - at);
    for (const OutcomeGroup& group : outcome_groups()) {
      CAPTURE(group.name);
      const bool logged = group.name == "doses" || group.name == "events",
                 drawn = group.name == "draws" || group.name == "variants";
      CHECK(file.has_group("/" + std::string(group.name)) == !(logged || drawn));
      CHECK(of_draws.has_group("/" + std::string(group.name)) == !(logged || group.name == "daily"));
      CHECK(headings.find("`/" + std::string(group.name) + "`") != std::string::npos);
      for (const std::string_view axis : group.axes)
        CHECK(file.shape("/" + std::string(group.name) + "/" + std::string(axis)).at(0) > 0);
    }
    constexpr std::ptrdiff_t kWrittenWhenAsked = 1;  // /economics, by another command
    CHECK(std::count(headings.begin(), headings.end(), '/') ==
          static_cast<std::ptrdiff_t>(outcome_groups().size()) + kWrittenWhenAsked);
  }

  TEST_CASE("equal outcomes give byte-equal files, whatever lay in memory before") {
    const ScratchDirectory scratch;
    ::mallopt(M_PERTURB, 0x5a);
    write_outcome(scratch.path("a.h5"), made_up_outcome(3, 60));
    ::mallopt(M_PERTURB, 0xc3);
    write_outcome(scratch.path("b.h5"), made_up_outcome(3, 60));
    ::mallopt(M_PERTURB, 0);
    CHECK(content_of(scratch.path("a.h5")) == content_of(scratch.path("b.h5")));
  }

  TEST_CASE("another seed, another number or another label changes the file") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 3));
    for (int change = 0; change < 3; ++change) {
      OutcomeInput other = made_up_outcome(2, 3);
      if (change == 0) other.experiment.seed += 1;
      if (change == 1) other.tallies.at(1, 2, tachy::model::Weekly::sessions) += 1;
      if (change == 2) other.arms[0].label += "!";
      write_outcome(scratch.path("b.h5"), other);
      CHECK(content_of(scratch.path("a.h5")) != content_of(scratch.path("b.h5")));
    }
  }

  TEST_CASE("the states add up to the enrolled in every arm and week") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 5));
    const hdf5::Reader file(scratch.path("a.h5"));
    const std::vector<double> patients = file.numbers("/outcomes/patients");
    REQUIRE(patients.size() == 2 * 5 * 7);
    for (std::size_t cell = 0; cell < 10; ++cell) {
      double sum = 0;
      for (std::size_t state = 0; state < 7; ++state) sum += patients[cell * 7 + state];
      CHECK(sum == 1000);
    }
  }

  TEST_CASE("means are of the living, shares of the enrolled") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 5));
    const hdf5::Reader file(scratch.path("a.h5"));
    const std::size_t weekly_in_week_4 = (1 * 5 + 4) * 3;
    CHECK(file.numbers("/outcomes/hamd17").at(weekly_in_week_4) == Approx(16.0));
    CHECK(file.numbers("/outcomes/hamd17_sd").at(1 * 5 + 4) == Approx(4.0).epsilon(1e-2));
    CHECK(file.numbers("/outcomes/remission").at(weekly_in_week_4) == Approx(0.2));
    CHECK(file.numbers("/outcomes/response").at(weekly_in_week_4) == Approx(0.4));
    CHECK(file.numbers("/outcomes/other_deaths").at(weekly_in_week_4) == Approx(0.001));
    CHECK(file.numbers("/outcomes/craving").at(weekly_in_week_4) == Approx(0.5));
    CHECK(file.numbers("/outcomes/craving").size() == 2 * 5 * 3);
  }

  TEST_CASE("one arm, one week and one patient make a file; what one patient cannot tell is marked missing") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(1, 1, 1));
    const hdf5::Reader file(scratch.path("a.h5"));
    const std::vector<double> hamd17 = file.numbers("/outcomes/hamd17");
    REQUIRE(hamd17.size() == 3);
    CHECK(hamd17[0] == Approx(16.0));
    CHECK(std::isnan(hamd17[1]));
    CHECK(file.number("/outcomes/hamd17", "_FillValue") == hdf5::kFillValue);
  }

  TEST_CASE("a horizon shorter than a week makes a file without weeks") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 0));
    CHECK(hdf5::Reader(scratch.path("a.h5")).numbers("/outcomes/hamd17").empty());
  }

  TEST_CASE("parts that do not belong together are our bug, not a file") {
    const ScratchDirectory scratch;
    OutcomeInput in = made_up_outcome(2, 2);
    in.arms.pop_back();
    CHECK_THROWS_AS(write_outcome(scratch.path("a.h5"), in), std::logic_error);
    CHECK(scratch.files() == 0);
  }

  TEST_CASE("the checksum of the scenario is the published SHA-256 of 'abc'") {
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
