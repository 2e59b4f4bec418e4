#include <doctest/doctest.h>

#include <hdf5.h>

#include <fstream>
#include <span>

#include "base/error.hpp"
#include "made_up_outcome.hpp"
#include "model/measures.hpp"
#include "output/file/atomic_file.hpp"
#include "output/file/seal.hpp"
#include "output/hdf5/reader.hpp"
#include "output/hdf5/writer.hpp"
#include "output/outcome/groups.hpp"
#include "output/outcome/outcome_reader.hpp"
#include "tests/sanitized.hpp"

using namespace tachy::output;
using doctest::Approx;
namespace fs = std::filesystem;

namespace {

std::string refusal_to_read(const fs::path& path) {
  try {
    read_outcome(path);
  } catch (const tachy::OutputError& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& message, const std::string& part) {
  return message.find(part) != std::string::npos;
}

void write_hdf5(const fs::path& path, const hdf5::Attributes& root) {
  hdf5::NewFile file(path);
  hdf5::write_attributes(file.id(), root);
  file.put_under_final_name();
}

// The file without the variable of a group, with a seal that fits.
void take_out_and_seal_again(const fs::path& path, const std::string& group, const std::string& name) {
  {
    const hdf5::File file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
    const hdf5::Group opened(H5Gopen2(file.get(), group.c_str(), H5P_DEFAULT));
    REQUIRE(H5Ldelete(opened.get(), name.c_str(), H5P_DEFAULT) >= 0);
  }
  const std::string content = content_of(path);  // HDF5 has cut off the seal
  AtomicFile sealed(path);
  sealed.write_at(0, std::as_bytes(std::span(content)));
  add_seal(sealed);
  sealed.put_under_final_name();
}

const Measure& measure_of(const Outcome& outcome, const std::string& name) {
  for (const Measure& measure : outcome.measures) {
    if (measure.name == name) return measure;
  }
  throw std::out_of_range(name);
}

}  // namespace

TEST_SUITE("output/outcome_reader") {
  TEST_CASE("draws of a variant come back apart from the others") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), with_variant(under_draws(made_up_outcome(2, 4), 5)));
    const Outcome outcome = read_outcome(scratch.path("a.h5"));
    REQUIRE(outcome.unknown.variants.size() == 1);
    CHECK(outcome.unknown.variants[0].id == "one_pool");
    CHECK(outcome.unknown.variants[0].fixes == "consolidation 0 per day");
    const ArmTotal& weekly = measure_of(outcome, "remission_weeks").arms[1];
    CHECK(weekly.by_draw.size() == 5);
    REQUIRE(weekly.by_draw_of_variant.size() == 1);
    CHECK(weekly.by_draw_of_variant[0] == std::vector<double>{8.0, 6.0});
  }

  TEST_CASE("under draws the means of each come back, with what was drawn") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), under_draws(made_up_outcome(2, 4), 5));
    const Outcome outcome = read_outcome(scratch.path("a.h5"));
    CHECK(outcome.unknown.draws == 5);
    REQUIRE(outcome.unknown.parameters.size() == 2);
    CHECK(outcome.unknown.parameters[0].evidence == "fitted");
    CHECK(outcome.unknown.parameters[0].by_draw[1] == doctest::Approx(1.1));
    CHECK(outcome.unknown.parameters[1].from == "judgement");
    CHECK(outcome.unknown.parameters[1].submodel == "harms");
    CHECK(outcome.measures[0].arms[1].difference_by_draw[1] == doctest::Approx(6.0));
    CHECK(outcome.unknown.held_because == std::vector<std::string>{"measured", "structure of the model"});
    CHECK(outcome.enrolled == 5000);
    const ArmTotal& weekly = measure_of(outcome, "remission_weeks").arms[1];
    CHECK(weekly.by_draw == std::vector<double>{5.0, 6.0, 7.0, 8.0, 9.0});
    CHECK(weekly.difference.estimate == Approx(7.0));
    CHECK(weekly.difference.low == Approx(5.1));
    CHECK(weekly.difference_chance == 0.0);
    CHECK(weekly.difference_share_of_chance == 0.0);
  }

  TEST_CASE("what was written comes back with its words") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 4));
    const Outcome outcome = read_outcome(scratch.path("a.h5"));
    CHECK(outcome.title == "Made up");
    CHECK(outcome.seed == 0xfedcba9876543210u);
    CHECK(outcome.enrolled == 1000);
    CHECK(outcome.horizon_days == 28);
    CHECK(outcome.reference_arm == "none");
    CHECK(outcome.arm_ids == std::vector<std::string>{"none", "weekly"});
    CHECK(outcome.arm_labels[1] == "Weekly \u2265 1 dose");
    CHECK(outcome.measures.size() == tachy::model::kTotalCount);
    const Measure& weeks = measure_of(outcome, "remission_weeks");
    CHECK(weeks.unit == "wk");
    CHECK(weeks.direction == "more is better");
    CHECK(weeks.smallest_difference == 4.0);
    CHECK(weeks.arms[1].difference.estimate == Approx(5.0));
    CHECK(weeks.arms[1].better == 1.0);
  }

  TEST_CASE("one more case of use disorder in 1,000 is worse for one patient, and its interval holds 0") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 4));
    const Outcome outcome = read_outcome(scratch.path("a.h5"));
    const ArmTotal& weekly = measure_of(outcome, "use_disorder_ever").arms[1];
    CHECK(weekly.mean.estimate == Approx(0.003));
    CHECK(weekly.difference.estimate == Approx(0.001));
    CHECK(weekly.difference.low < 0.0);
    CHECK(weekly.worse == Approx(0.001));
    CHECK(weekly.better == 0.0);
  }

  TEST_CASE("the reference arm differs from itself by nothing") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 4));
    for (const Measure& measure : read_outcome(scratch.path("a.h5")).measures) {
      CHECK(measure.arms[0].difference.low == 0.0);
      CHECK(measure.arms[0].difference.high == 0.0);
      CHECK(measure.arms[0].unchanged == 1.0);
    }
  }

  TEST_CASE("a missing file, a directory and a text file are told apart") {
    const ScratchDirectory scratch;
    CHECK(says(refusal_to_read(scratch.path("no.h5")), "No such file"));
    CHECK(says(refusal_to_read(scratch.path("")), "is a directory"));
    std::ofstream(scratch.path("a.txt")) << "title: not an outcome\n";
    CHECK(says(refusal_to_read(scratch.path("a.txt")), "not a whole HDF5 file"));
  }

  TEST_CASE("a file cut short anywhere is refused") {
    const ScratchDirectory scratch;
    write_outcome(scratch.path("a.h5"), made_up_outcome(2, 30));
    const std::string whole = content_of(scratch.path("a.h5"));
    for (const std::size_t part : {std::size_t{0}, std::size_t{100}, whole.size() / 2, whole.size() - 1}) {
      std::ofstream(scratch.path("b.h5"), std::ios::binary) << whole.substr(0, part);
      CHECK(says(refusal_to_read(scratch.path("b.h5")), "cannot read"));
    }
  }

  TEST_CASE("a measure that was counted but is not there is named, whichever it is") {
    const ScratchDirectory scratch;
    const fs::path path = scratch.path("a.h5");
    const auto refused_without = [&](const std::string& group, const std::string& name) {
      write_outcome(path, made_up_outcome(2, 4));
      take_out_and_seal_again(path, group, name);
      return says(refusal_to_read(path), "'" + group + "' has no measure '" + name + "'");
    };
    write_outcome(path, made_up_outcome(2, 4));
    const std::vector<std::string> series = series_of(hdf5::Reader(path).strings("/tallies/measure"));
    CHECK(series.size() >= 25);
    const std::size_t step = tachy::tests::fewer_if_sanitized(1u, 8u);
    for (std::size_t i = 0; i < series.size(); i += step) {
      CAPTURE(series[i]);
      CHECK(refused_without("/outcomes", series[i]));
    }
    for (std::size_t i = 0; i < tachy::model::total_table().size(); i += step) {
      const tachy::model::TotalRow& row = tachy::model::total_table()[i];
      CAPTURE(row.name);
      CHECK(refused_without("/totals", std::string(row.name)));
      CHECK(refused_without("/paired", std::string(row.name)));
    }
  }

  TEST_CASE("a series of a count that the file does not have is not asked for") {
    CHECK(series_of({"alive", "misuse", "remission_treated"}) == std::vector<std::string>{"misuse"});
    CHECK(series_of({"hamd17_sum", "a count of a later version"}) ==
          std::vector<std::string>{"hamd17", "madrs"});
  }

  TEST_CASE("somebody else's HDF5 file is refused") {
    const ScratchDirectory scratch;
    write_hdf5(scratch.path("a.h5"), {{"title", "weather"}});
    CHECK(says(refusal_to_read(scratch.path("a.h5")), "not a tachy outcome"));
  }

  TEST_CASE(
      "another major version is refused with both versions, a newer minor version is not for its number") {
    const ScratchDirectory scratch;
    write_hdf5(scratch.path("a.h5"),
               {{"format", kFormatName}, {"format_version", "2.0"}, {"tool_version", "9.9.9"}});
    const std::string message = refusal_to_read(scratch.path("a.h5"));
    CHECK(says(message, "format version is 2.0"));
    CHECK(says(message, "reads 1.x"));
    CHECK(says(message, "9.9.9"));
    write_hdf5(scratch.path("b.h5"), {{"format", kFormatName}, {"format_version", "1.7"}});
    CHECK_FALSE(says(refusal_to_read(scratch.path("b.h5")), "1.7"));
  }
}
