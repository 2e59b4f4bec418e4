// tachy explore: the page for teaching, with a scenario in its address.
#include <spawn.h>
#include <unistd.h>
#include <zlib.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/scenario_options.hpp"
#include "cli/shipped_page.hpp"
#include "cli/terminal.hpp"

extern char** environ;

namespace tachy::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestInAddress = 16000;  // letters; as the page's own links (state.ts)

// Without a header, as the browser's "deflate-raw".
std::string deflated(const std::string& text) {
  z_stream stream{};
  constexpr int kNoHeader = -15, kMemory = 9;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kNoHeader, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string bytes(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  deflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

// Base64 with the letters of addresses and without padding.
std::string in_letters(const std::string& bytes) {
  constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string letters;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6; bits -= 6) letters += kLetters[held >> (bits - 6) & 63u];
  }
  if (bits > 0) letters += kLetters[held << (6 - bits) & 63u];
  return letters;
}

std::string percent_encoded(const std::string& path) {
  std::string encoded;
  for (const char c : path) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) ||
                       std::string_view("/-_.~").find(c) != std::string_view::npos;
    encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

// A link to a file may not carry what stands behind its '#'; a page that leads there may.
void open_in_browser(const std::string& address) {
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value && *value;
  };
  if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY")) return;
  std::string way = (fs::temp_directory_path() / "tachy-explore-XXXXXX.html").string();
  const int file = mkstemps(way.data(), 5);
  if (file < 0) return;
  ::close(file);
  std::ofstream(way) << "<!doctype html><title>tachy</title><meta http-equiv=\"refresh\" content=\"0;url="
                     << address << "\">\n";
  char program[] = "xdg-open";
  char* const words[] = {program, way.data(), nullptr};
  pid_t child = 0;
  posix_spawnp(&child, program, nullptr, nullptr, words, environ);
}

// Behind the '#', or nothing when the scenario is too long for it.
std::optional<std::string> fragment_of(const scenario::Scenario& scenario) {
  const std::string letters = in_letters(deflated(scenario.resolved));
  if (letters.size() > kLongestInAddress) return std::nullopt;
  return "#scenario=" + letters;
}

int explore(const ScenarioOptions& options) {
  std::string address =
      "file://" +
      percent_encoded(fs::absolute(shipped_page("explorer/tachy-explorer.html")).lexically_normal().string());
  if (!options.path.empty()) {
    const auto scenario = load(options);
    if (!scenario) return kInvalidInput;
    if (const auto fragment = fragment_of(*scenario))
      address += *fragment;
    else
      print_notice("the scenario is too long for an address: drop its file on the page");
  }
  fmt::print("{}\n", address);
  open_in_browser(address);
  return kDone;
}

}  // namespace

void add_explore(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand(
      "explore", "Open the page for teaching, with a scenario if one is given, and print its address");
  const auto options = std::make_shared<ScenarioOptions>();
  add_scenario_options(*command, *options);
  command->get_option("SCENARIO")->required(false);
  command->footer(
      "The page is one file that needs no network. Where there is no screen its address is printed only.\n"
      "Examples:\n"
      "  tachy explore\n"
      "  tachy explore scenarios/policy/taper.yaml --patients 2000");
  command->callback([&exit_code, options] { exit_code = explore(*options); });
}

}  // namespace tachy::cli
