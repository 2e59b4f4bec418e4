#include "output/outcome/damage.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <sstream>

#include "base/error.hpp"
#include "output/file/seal.hpp"
#include "output/hdf5/self_contained.hpp"
#include "output/outcome/outcome_reader.hpp"

namespace tachy::output {

namespace {

using hdf5::checked;

void read_everything_of(hid_t dataset, const std::string& name) {
  if (H5Dget_storage_size(dataset) == 0) return;  // an axis without values
  const std::size_t values = hdf5::values_of(dataset, name);
  const hdf5::Datatype type(checked(H5Dget_type(dataset), name));
  std::vector<std::byte> bytes(values * H5Tget_size(type.get()));
  checked(H5Dread(dataset, type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), name);
}

herr_t look_at_variable(hid_t group, const char* name, const H5L_info_t*, void* out) {
  auto& damage = *static_cast<std::string*>(out);
  const hdf5::Handle<H5Oclose> object(H5Oopen(group, name, H5P_DEFAULT));
  try {
    checked(object.get(), name);
    if (H5Iget_type(object.get()) == H5I_DATASET) read_everything_of(object.get(), name);
  } catch (const OutputError&) {
    damage += fmt::format("the variable '/{}' is damaged\n", name);
  }
  return 0;
}

// One line for each thing that is damaged.
std::string damage_seen(const std::filesystem::path& path) {
  std::string damage;
  const hdf5::QuietErrors quiet;
  try {
    const hdf5::File file = hdf5::open_self_contained(path);
    checked(H5Lvisit(file.get(), H5_INDEX_NAME, H5_ITER_NATIVE, look_at_variable, &damage), "its contents");
  } catch (const OutputError& e) {
    damage += fmt::format("its structure is damaged: {}\n", e.what());
  }
  return damage;
}

[[noreturn]] void look_and_tell(const std::filesystem::path& path, int tell) {
  for (const int fault : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE}) std::signal(fault, SIG_DFL);
  const std::string damage = damage_seen(path);
  const ssize_t told = ::write(tell, damage.data(), damage.size());
  ::_exit(told == static_cast<ssize_t>(damage.size()) ? 0 : 1);
}

std::string all_from(int descriptor) {
  std::string text;
  std::array<char, 4096> piece{};
  for (ssize_t count = 1; count != 0;) {
    count = ::read(descriptor, piece.data(), piece.size());
    if (count > 0) text.append(piece.data(), static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) break;
  }
  return text;
}

std::vector<std::string> seen_by_child(const std::filesystem::path& path) {
  hdf5::require_memory();  // or a whole file would look damaged
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw OutputError("cannot make a pipe");
  const pid_t child = ::fork();
  if (child < 0) throw OutputError("cannot start a process to look at the file");
  if (child == 0) look_and_tell(path, ends[1]);
  ::close(ends[1]);
  std::istringstream lines(all_from(ends[0]));
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  std::vector<std::string> damage;
  for (std::string line; std::getline(lines, line);) damage.push_back(line);
  if (status != 0 && damage.empty()) damage.emplace_back("its structure is damaged: HDF5 cannot read it");
  return damage;
}

}  // namespace

std::vector<std::string> damage_of(const std::filesystem::path& path) {
  if (seal_of(path) == Seal::broken) {
    std::vector<std::string> damage{"it is damaged: it does not fit its checksum"};
    const std::vector<std::string> seen = seen_by_child(path);
    damage.insert(damage.end(), seen.begin(), seen.end());
    if (seen.empty())
      damage.emplace_back("every variable can be read, so a name, a text or an unused place is damaged");
    return damage;
  }
  std::vector<std::string> damage = seen_by_child(path);
  if (!damage.empty()) return damage;
  try {
    read_outcome(path);
  } catch (const OutputError& e) {
    damage.emplace_back(e.what());
  }
  return damage;
}

}  // namespace tachy::output
