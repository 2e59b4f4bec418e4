#include "output/file/part_file.hpp"

#include <fmt/format.h>

#include <bit>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <limits>
#include <span>
#include <sstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/error.hpp"
#include "model/dependence.hpp"
#include "output/file/atomic_file.hpp"
#include "output/file/sha256.hpp"

namespace tachy::output {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kAnyFormat = "tachy part file, format ", kFormat = "tachy part file, format 4\n";
constexpr std::size_t kChecksumBytes = 64;

class Writer {
 public:
  void number(std::uint64_t value) {
    for (int byte = 0; byte < 8; ++byte) bytes_ += static_cast<char>((value >> (8 * byte)) & 0xffu);
  }
  void unit(const WorkUnit& unit) {
    for (const std::uint64_t value : {unit.point, unit.replicate, unit.first_patient, unit.patients})
      number(value);
  }
  void text(std::string_view words) {
    number(words.size());
    bytes_ += words;
  }
  std::string take_with_checksum() { return bytes_ + sha256(bytes_); }

 private:
  std::string bytes_{kFormat};
};

class Damaged {};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    const std::string_view bytes = take(8);
    for (std::size_t byte = 0; byte < 8; ++byte) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
    }
    return value;
  }
  WorkUnit unit() {
    WorkUnit unit;
    unit.point = number();
    unit.replicate = number();
    unit.first_patient = number();
    unit.patients = number();
    return unit;
  }
  std::string text() { return std::string(take(number())); }
  std::vector<std::int64_t> numbers(std::uint64_t count) {
    if (count > numbers_left()) throw Damaged{};
    std::vector<std::int64_t> all(count);
    for (std::int64_t& each : all) each = static_cast<std::int64_t>(number());
    return all;
  }
  std::uint64_t numbers_left() const { return rest_.size() / 8; }

 private:
  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) throw Damaged{};
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::string_view rest_;
};

// Tallies of so many numbers; nothing is made for sizes that they do not fill.
engine::Tallies tallies_of(std::uint64_t arms, std::uint64_t periods, std::uint64_t strata,
                           std::uint64_t misuse_clocks, std::size_t numbers) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (arms > kMost || periods > kMost || strata > numbers || arms * strata > numbers) throw Damaged{};
  if (misuse_clocks < 1 || misuse_clocks > model::kMaxMisuseClocks) throw Damaged{};
  if (arms * strata > 0 && periods > numbers / (arms * strata)) throw Damaged{};
  engine::Tallies tallies(static_cast<std::uint32_t>(arms), static_cast<std::uint32_t>(periods),
                          static_cast<std::uint32_t>(strata), static_cast<std::uint32_t>(misuse_clocks));
  if (tallies.count_of_numbers() != numbers) throw Damaged{};
  return tallies;
}

Part part_of(const std::string& file) {
  const std::string_view bytes = file;
  if (bytes.size() < kFormat.size() + kChecksumBytes || !bytes.starts_with(kFormat)) throw Damaged{};
  const std::string_view content = bytes.substr(0, bytes.size() - kChecksumBytes);
  if (sha256(content) != bytes.substr(content.size())) throw Damaged{};
  Reader in(content.substr(kFormat.size()));
  Part part;
  part.identity.tool_version = in.text();
  part.identity.git_revision = in.text();
  part.identity.seed = in.number();
  part.identity.unit = in.unit();
  part.identity.arms = in.text();
  part.identity.scenario_resolved = in.text();
  part.identity.draws = in.text();
  part.seconds = std::bit_cast<double>(in.number());
  part.drawn = in.numbers(in.number());
  part.finished.patients.first = static_cast<std::uint32_t>(in.number());
  part.finished.patients.count = static_cast<std::uint32_t>(in.number());
  const std::uint64_t arms = in.number(), periods = in.number(), strata = in.number(),
                      misuse_clocks = in.number();
  const std::vector<std::int64_t> numbers = in.numbers(in.numbers_left());
  part.finished.tallies = tallies_of(arms, periods, strata, misuse_clocks, numbers.size());
  part.finished.tallies.set_numbers(numbers);
  return part;
}

// The first line that two texts do not share, as each of them has it.
std::string first_differing_line(const std::string& kept, const std::string& wanted) {
  std::istringstream kept_lines(kept), wanted_lines(wanted);
  std::string there, here;
  while (there == here) {
    if (!std::getline(kept_lines, there)) there = "(nothing)";
    if (!std::getline(wanted_lines, here)) here = "(nothing)";
  }
  const auto trimmed = [](const std::string& line) {
    const auto start = line.find_first_not_of(" -");
    return start == std::string::npos ? line : line.substr(start);
  };
  return fmt::format("the scenario says '{}' there and '{}' here", trimmed(there), trimmed(here));
}

}  // namespace

void write_part(const fs::path& path, const Part& part) {
  Writer out;
  out.text(part.identity.tool_version);
  out.text(part.identity.git_revision);
  out.number(part.identity.seed);
  out.unit(part.identity.unit);
  out.text(part.identity.arms);
  out.text(part.identity.scenario_resolved);
  out.text(part.identity.draws);
  out.number(std::bit_cast<std::uint64_t>(part.seconds));
  out.number(part.drawn.size());
  for (const std::int64_t number : part.drawn) out.number(static_cast<std::uint64_t>(number));
  out.number(part.finished.patients.first);
  out.number(part.finished.patients.count);
  out.number(part.finished.tallies.arms);
  out.number(part.finished.tallies.periods);
  out.number(part.finished.tallies.strata);
  out.number(part.finished.tallies.misuse_clocks);
  for (const std::int64_t number : part.finished.tallies.numbers()) {
    out.number(static_cast<std::uint64_t>(number));
  }
  const std::string bytes = out.take_with_checksum();
  write_whole_file(path, std::as_bytes(std::span(bytes)));
}

Part read_part(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw OutputError(fmt::format("{} is a folder", path.string()));
  if (fs::exists(path, error) && !fs::is_regular_file(path, error))
    throw OutputError(fmt::format("{} is no regular file", path.string()));
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw OutputError(
        fmt::format("cannot read '{}': {}", path.string(), std::generic_category().message(errno)));
  }
  try {
    return part_of({std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  } catch (const Damaged&) {
    throw OutputError(fmt::format("{} is damaged, or of another version of tachy", path.string()));
  } catch (const std::ios_base::failure& failure) {  // a disk that fails
    throw OutputError(fmt::format("cannot read '{}': {}", path.string(), failure.code().message()));
  }
}

void require_no_part(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return;
  std::ifstream in(path, std::ios::binary);
  std::string start(kAnyFormat.size(), '\0');
  if (in.read(start.data(), static_cast<std::streamsize>(start.size())) && start == kAnyFormat)
    throw OutputError(
        fmt::format("'{}' is what a stopped run keeps, not a result: the same 'tachy run' again goes on and "
                    "ends with one",
                    path.string()));
}

std::string first_difference(const RunIdentity& kept, const RunIdentity& wanted) {
  const auto differs = [](std::string_view what, const auto& there, const auto& here) {
    return there == here ? std::string()
                         : fmt::format("{} {} {} there and {} here", what, what.ends_with('s') ? "are" : "is",
                                       there, here);
  };
  for (const std::string& difference :
       {differs("the version of tachy", kept.tool_version, wanted.tool_version),
        differs("the git revision of tachy", kept.git_revision, wanted.git_revision),
        differs("the seed", kept.seed, wanted.seed),
        differs("the point of the design", kept.unit.point, wanted.unit.point),
        differs("the replicate", kept.unit.replicate, wanted.unit.replicate),
        differs("the first patient", kept.unit.first_patient, wanted.unit.first_patient),
        differs("the patients", kept.unit.patients, wanted.unit.patients),
        differs("what is drawn", kept.draws, wanted.draws), differs("the arms", kept.arms, wanted.arms)}) {
    if (!difference.empty()) return difference;
  }
  if (kept.scenario_resolved == wanted.scenario_resolved) return "";
  return first_differing_line(kept.scenario_resolved, wanted.scenario_resolved);
}

}  // namespace tachy::output
