#include <doctest/doctest.h>

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "made_up_outcome.hpp"
#include "output/file/atomic_file.hpp"

using namespace tachy::output;
namespace fs = std::filesystem;

namespace {

std::vector<std::byte> bytes(std::size_t n, char value) {
  return std::vector<std::byte>(n, std::byte(value));
}

std::string refusal(const fs::path& path) {
  try {
    write_whole_file(path, bytes(10, 'x'));
  } catch (const tachy::OutputError& error) {
    return error.what();
  }
  return "";
}

// Runs in a child process, so that limits and kills stay there; returns its wait status.
template <class Work>
pid_t in_child(Work work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  return child;
}

}  // namespace

TEST_SUITE("output/atomic_file") {
  TEST_CASE("a new file replaces the old one whole, and nothing else is left behind") {
    const ScratchDirectory scratch;
    write_whole_file(scratch.path("a"), bytes(3'000'000, 'a'));
    write_whole_file(scratch.path("a"), bytes(5, 'b'));
    CHECK(content_of(scratch.path("a")) == "bbbbb");
    CHECK(scratch.files() == 1);
  }

  TEST_CASE("a missing directory is named with what to do") {
    const ScratchDirectory scratch;
    const std::string message = refusal(scratch.path("nowhere") / "a");
    CHECK(message.find("No such file or directory") != std::string::npos);
    CHECK(message.find("mkdir -p '" + scratch.path("nowhere").string() + "'") != std::string::npos);
  }

  TEST_CASE("a file where a directory should be, and a directory where the file should be, are refused") {
    const ScratchDirectory scratch;
    write_whole_file(scratch.path("a"), bytes(1, 'a'));
    CHECK(refusal(scratch.path("a") / "b").find("is not a directory") != std::string::npos);
    fs::create_directory(scratch.path("d"));
    CHECK(refusal(scratch.path("d")).find("a directory has this name") != std::string::npos);
    CHECK(scratch.files() == 2);
  }

  TEST_CASE("a directory without write permission is refused") {
    if (::geteuid() == 0) return;  // root may write anywhere
    const ScratchDirectory scratch;
    fs::create_directory(scratch.path("locked"));
    fs::permissions(scratch.path("locked"), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(refusal(scratch.path("locked") / "a").find("may write to") != std::string::npos);
    fs::permissions(scratch.path("locked"), fs::perms::owner_all);
  }

  TEST_CASE("a full disk leaves the old file as it was and no temporary one") {
    const ScratchDirectory scratch;
    write_whole_file(scratch.path("a"), bytes(5, 'a'));
    const pid_t child = in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{4096, 4096};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      try {
        write_outcome(scratch.path("a"), made_up_outcome(2, 52));
      } catch (const tachy::OutputError& error) {
        return std::string(error.what()).find("free some space") == std::string::npos ? 2 : 0;
      }
      return 1;
    });
    int status = -1;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
    CHECK(content_of(scratch.path("a")) == "aaaaa");
    CHECK(scratch.files() == 1);
  }

  TEST_CASE("a kill while writing never leaves a part under the final name") {
    const std::size_t size = 40'000'000;
    int killed_half_way = 0;
    for (int attempt = 0; attempt < 50 && killed_half_way < 3; ++attempt) {
      const ScratchDirectory scratch;
      const fs::path path = scratch.path("a");
      const pid_t child = in_child([&] {
        write_whole_file(path, bytes(size, 'a'));
        return 0;
      });
      std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
      const bool whole = fs::exists(path) && fs::file_size(path) == size;
      CHECK((whole || !fs::exists(path)));
      CHECK(scratch.files() == (whole ? 1 : 0));
      if (!whole) ++killed_half_way;
    }
    CHECK(killed_half_way > 0);
  }
}
