#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "base/error.hpp"
#include "made_up_outcome.hpp"
#include "output/file/part_file.hpp"
#include "output/file/sha256.hpp"

using namespace tachy::output;

namespace {

Part made_up_part() {
  Part part;
  part.identity = {"1.2.3",           "abc",         ~std::uint64_t{0},
                   {3, 1, 512, 5000}, "none,weekly", "title: t\narms:\n  - id: none\n"};
  part.seconds = 12.25;
  part.finished = {{16, 640}, made_up_outcome(2, 5).tallies};
  part.finished.tallies.women = -1;
  return part;
}

std::string refusal_of_part(const std::filesystem::path& path) {
  try {
    read_part(path);
  } catch (const tachy::OutputError& error) {
    return error.what();
  }
  return "";
}

bool says_damaged(const std::filesystem::path& path) {
  return refusal_of_part(path).find("is damaged") != std::string::npos;
}

std::string difference(void (*change)(RunIdentity&)) {
  const RunIdentity kept = made_up_part().identity;
  RunIdentity wanted = kept;
  change(wanted);
  return first_difference(kept, wanted);
}

}  // namespace

TEST_SUITE("output/part_file") {
  TEST_CASE("what is read is what was written") {
    const ScratchDirectory scratch;
    const Part part = made_up_part();
    write_part(scratch.path("a.part"), part);
    const Part again = read_part(scratch.path("a.part"));
    CHECK(first_difference(again.identity, part.identity) == "");
    CHECK(again.identity.unit == part.identity.unit);
    CHECK(again.seconds == 12.25);
    CHECK(again.finished.patients == part.finished.patients);
    CHECK(again.finished.tallies == part.finished.tallies);
    CHECK(scratch.files() == 1);
  }

  TEST_CASE("a file cut short anywhere, with a changed or an added byte, is refused by name") {
    const ScratchDirectory scratch;
    const auto path = scratch.path("a.part");
    write_part(path, made_up_part());
    const std::string good = content_of(path);
    const auto refused = [&](const std::string& content) {
      std::ofstream(path, std::ios::binary) << content;
      return refusal_of_part(path) == path.string() + " is damaged, or of another version of tachy";
    };
    for (std::size_t bytes = 0; bytes < good.size(); bytes += 1 + good.size() / 50) {
      CAPTURE(bytes);
      CHECK(refused(good.substr(0, bytes)));
      std::string changed = good;
      changed[bytes] = static_cast<char>(changed[bytes] ^ 4);
      CHECK(refused(changed));
    }
    CHECK(refused(good + "x"));
    CHECK(refused(""));
  }

  TEST_CASE("sizes that the numbers do not fill are refused before anything is made for them") {
    const ScratchDirectory scratch;
    const auto path = scratch.path("a.part");
    write_part(path, made_up_part());
    const std::string good = content_of(path);
    // Before the numbers: seconds, two of the patients, then arms, periods and strata.
    const std::size_t sizes =
        good.size() - 64 - 8 * made_up_part().finished.tallies.count_of_numbers() - 3 * 8;
    for (const std::size_t field : {0u, 1u, 2u}) {
      for (const std::string& size : {std::string("\xff\xff\xff\xff\0\0\0\0", 8), std::string(8, '\xff')}) {
        std::string bad = good.substr(0, good.size() - 64);
        bad.replace(sizes + 8 * field, 8, size);
        std::ofstream(path, std::ios::binary) << bad << sha256(bad);
        CHECK(says_damaged(path));
      }
    }
  }

  TEST_CASE("a file that is not there is said to be so") {
    CHECK(refusal_of_part("nowhere/a.part") == "cannot read 'nowhere/a.part': No such file or directory");
  }

  TEST_CASE("a part of another unit of work is refused by what differs in the unit") {
    CHECK(difference([](RunIdentity& r) { r.unit.point = 0; }) ==
          "the point of the design is 3 there and 0 here");
    CHECK(difference([](RunIdentity& r) { r.unit.replicate = 2; }) == "the replicate is 1 there and 2 here");
    CHECK(difference([](RunIdentity& r) { r.unit.first_patient = 0; }) ==
          "the first patient is 512 there and 0 here");
    CHECK(difference([](RunIdentity& r) { r.unit.patients = 1; }) ==
          "the patients are 5000 there and 1 here");
  }

  TEST_CASE("what differs between two runs is named") {
    CHECK(difference([](RunIdentity&) {}) == "");
    CHECK(difference([](RunIdentity& r) { r.tool_version = "2"; }) ==
          "the version of tachy is 1.2.3 there and 2 here");
    CHECK(difference([](RunIdentity& r) { r.git_revision = "abd"; }) ==
          "the git revision of tachy is abc there and abd here");
    CHECK(difference([](RunIdentity& r) { r.seed = 1; }) ==
          "the seed is 18446744073709551615 there and 1 here");
    CHECK(difference([](RunIdentity& r) { r.arms = "none"; }) ==
          "the arms are none,weekly there and none here");
    CHECK(difference([](RunIdentity& r) { r.scenario_resolved = "title: t\narms:\n  - id: nine\n"; }) ==
          "the scenario says 'id: none' there and 'id: nine' here");
    CHECK(difference([](RunIdentity& r) { r.scenario_resolved += "horizon: 1 week\n"; }) ==
          "the scenario says '(nothing)' there and 'horizon: 1 week' here");
  }
}
