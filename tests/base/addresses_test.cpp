// No two draws share an address: the randomness of one thing never leaks into another.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "tests/sanitized.hpp"

using namespace tachy;

namespace {

// The purposes as written in the source: the language cannot list an enum's names.
std::map<std::string, std::uint32_t> purposes_in_source() {
  std::ifstream file(TACHY_SOURCE_DIR "/sim/base/random.hpp");
  std::stringstream text;
  text << file.rdbuf();
  std::string body = text.str();
  body.erase(0, body.find("enum class Purpose"));
  body.erase(body.find("};"));
  std::map<std::string, std::uint32_t> found;
  std::istringstream lines(body);
  for (std::string line; std::getline(lines, line);) {  // "  name = 12,"
    std::istringstream words(line);
    std::string name, equals;
    std::uint32_t number = 0;
    if (words >> name >> equals >> number && equals == "=") found[name] = number;
  }
  return found;
}

// Words of one draw and the number of the word in it. The generator is a bijection of its counter, so two
// draws have equal words only if they have the same address.
using Drawn = std::array<std::uint32_t, 5>;

}  // namespace

TEST_SUITE("base/addresses") {
  TEST_CASE("every purpose has its own stream and word") {
    const auto purposes = purposes_in_source();
    CHECK(purposes.size() > 50);
    std::set<std::uint32_t> numbers;
    for (const auto& purpose : purposes) {
      const std::uint32_t number = purpose.second;
      CAPTURE(purpose.first);
      CHECK(numbers.insert(number).second);
      CHECK(stream_of(Purpose{number}) < 1u << 16);
      CHECK(4 * stream_of(Purpose{number}) + word_of(Purpose{number}) == number);
    }
  }

  TEST_CASE("purposes are never renumbered") {
    const auto purposes = purposes_in_source();
    const std::pair<const char*, Purpose> known[] = {{"age", Purpose::age},
                                                     {"attendance_tendency", Purpose::attendance_tendency},
                                                     {"pk_effect_7", Purpose::pk_effect_7},
                                                     {"mood_fluctuation", Purpose::mood_fluctuation},
                                                     {"clock_misuse_start", Purpose::clock_misuse_start},
                                                     {"drop_out_frailty", Purpose::drop_out_frailty}};
    const std::uint32_t numbers[] = {0, 15, 27, 28, 44, 56};
    for (std::size_t i = 0; i < std::size(numbers); ++i) {
      CAPTURE(known[i].first);
      CHECK(purposes.at(known[i].first) == numbers[i]);
      CHECK(static_cast<std::uint32_t>(known[i].second) == numbers[i]);
    }
  }

  TEST_CASE("no two addresses of patient, replicate, day, purpose and index coincide") {
    const auto purposes = purposes_in_source();
    const PhiloxKeys keys = philox_keys(5);
    const std::uint32_t patients[] = {0, 1, 2, 65535, 65536, 0xffffffffu},
                        replicates[] = {0, 1, 2, 0xffffffffu};
    std::vector<std::uint32_t> days, indices;
    for (std::uint32_t day = 0; day < tests::fewer_if_sanitized(40u, 1u); ++day) days.push_back(day);
    for (const std::uint32_t day : {365u, 65536u, 0x7fffffffu}) days.push_back(day);
    for (std::uint32_t index = 0; index < 48; ++index) indices.push_back(index);
    for (const std::uint32_t index : {1008u, 1023u, 65535u}) indices.push_back(index);

    std::vector<Drawn> drawn;
    for (const std::uint32_t patient : patients)
      for (const std::uint32_t replicate : replicates)
        for (const std::uint32_t day : days)
          for (const std::uint32_t index : indices)
            for (const auto& [name, number] : purposes) {
              const RandomWords<float> d =
                  random_words<float>(keys, Purpose{number}, patient, replicate, day, index);
              drawn.push_back({d.words[0], d.words[1], d.words[2], d.words[3], word_of(Purpose{number})});
            }
    CHECK(drawn.size() > tests::fewer_if_sanitized(2'000'000u, 200'000u));
    std::sort(drawn.begin(), drawn.end());
    CHECK(std::adjacent_find(drawn.begin(), drawn.end()) == drawn.end());
  }

  TEST_CASE("another seed gives other words everywhere") {
    const PhiloxKeys one = philox_keys(1), other = philox_keys(1ull << 32 | 1);
    for (std::uint32_t patient = 0; patient < 1000; ++patient)
      for (int k = 0; k < 4; ++k)
        REQUIRE(random_words<float>(one, Purpose::age, patient, 0, 0, 0).words[k] !=
                random_words<float>(other, Purpose::age, patient, 0, 0, 0).words[k]);
  }
}
