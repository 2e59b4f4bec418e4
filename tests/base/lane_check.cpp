#include "lane_check.hpp"

#include "base/rows.hpp"
#include "philox_vectors.hpp"

namespace tachy::test::TACHY_LANES {
namespace {

// Six members, so that the last of a row's words belong to nothing.
template <class F>
struct Visitor {
  Word<F> first;
  F second, third;
  Word<F> fourth, fifth;
  F sixth;
};
template <class F, class Visit>
TACHY_INLINE constexpr void each_column(Visitor<F>& v, Visit&& visit) {
  visit(v.first);
  visit(v.second);
  visit(v.third);
  visit(v.fourth);
  visit(v.fifth);
  visit(v.sixth);
}
struct OneRow {
  unsigned number;
  TACHY_INLINE std::size_t row(unsigned) const { return number; }
};
struct SomeRows {
  const std::uint32_t* numbers;
  TACHY_INLINE std::size_t row(unsigned lane) const { return numbers[lane]; }
};

using Lanes = ::tachy::TACHY_LANES::Lanes;
using WordLanes = ::tachy::TACHY_LANES::WordLanes;
using MaskLanes = ::tachy::TACHY_LANES::MaskLanes;

constexpr unsigned kLanes = LaneTypes<Lanes>::count;
constexpr unsigned kAwkwardFloats = 32, kAwkwardWords = 16, kBelow31Bits = 12;

// Zeros, subnormals, neighbours of powers of two, whole numbers near 2^24 and 2^31, the ends, infinities.
const float kFloats[kAwkwardFloats] = {0.0f,
                                       -0.0f,
                                       1e-45f,
                                       -1e-45f,
                                       1.17549421e-38f,
                                       -1.17549421e-38f,
                                       1.17549435e-38f,
                                       -1e-30f,
                                       0.5f,
                                       -0.5f,
                                       0.99999994f,
                                       1.0f,
                                       -1.0f,
                                       1.00000012f,
                                       1.5f,
                                       2.0f,
                                       -2.5f,
                                       3.14159274f,
                                       7.0f,
                                       -10.0f,
                                       0.1f,
                                       8388607.5f,
                                       -8388608.0f,
                                       16777216.0f,
                                       -16777215.0f,
                                       2147483520.0f,
                                       -2147483520.0f,
                                       1e30f,
                                       3.40282347e38f,
                                       -3.40282347e38f,
                                       __builtin_inff(),
                                       -__builtin_inff()};
const std::uint32_t kWords[kAwkwardWords] = {
    0,           1,           2,           15,          16,          255,         0x7fffffu,   0x800000u,
    0x3f800000u, 0x40000000u, 0x7ffffffeu, 0x7fffffffu, 0x80000000u, 0x80000001u, 0xfffffffeu, 0xffffffffu};

TACHY_INLINE std::uint32_t raw(float x) { return bits_of(x); }
TACHY_INLINE std::uint32_t raw(std::uint32_t x) { return x; }
TACHY_INLINE bool is_nan(float x) { return x != x; }

struct Check {
  LaneFaults result{kLanes, 0, 0, nullptr};

  void same(const char* name, std::uint32_t many, std::uint32_t one) {
    ++result.compared;
    if (many == one) return;
    if (result.first == nullptr) result.first = name;
    ++result.faults;
  }
  // Compares lane by lane; results that are not a number are outside the contract.
  template <class One>
  void lanes(const char* name, Lanes many, const One& one) {
    float got[kLanes];
    store(got, many);
    for (unsigned i = 0; i < kLanes; ++i)
      if (!is_nan(one(i))) same(name, raw(got[i]), raw(one(i)));
  }
  template <class One>
  void lanes(const char* name, WordLanes many, const One& one) {
    std::uint32_t got[kLanes];
    store(got, many);
    for (unsigned i = 0; i < kLanes; ++i) same(name, got[i], raw(one(i)));
  }
  template <class One>
  void lanes(const char* name, MaskLanes many, const One& one) {
    const std::uint32_t got = mask_bits(many);
    std::uint32_t expected = 0;
    for (unsigned i = 0; i < kLanes; ++i) {
      same(name, got >> i & 1u, mask_bits(one(i)));
      expected |= mask_bits(one(i)) << i;
    }
    same(name, any(many) ? 1u : 0u, expected != 0 ? 1u : 0u);
  }
  // `op` on every pair of values, each pair in every lane.
  template <class V, class T, class Op>
  void pairs(const char* name, V, const T* values, unsigned count, const Op& op) {
    for (unsigned first = 0; first < count; ++first)
      for (unsigned shift = 0; shift < count; ++shift) {
        T a[kLanes], b[kLanes];
        for (unsigned i = 0; i < kLanes; ++i) {
          a[i] = values[(first + i) % count];
          b[i] = values[(first + i + shift) % count];
        }
        lanes(name, op(load(a, V()), load(b, V())), [&](unsigned i) { return op(a[i], b[i]); });
      }
  }
  template <class V, class T, class Op>
  void each(const char* name, V, const T* values, unsigned count, const Op& op) {
    pairs(name, V(), values, count, [&](auto a, auto) { return op(a); });
  }
};

void check_floats(Check& c) {
  const auto pairs = [&](const char* name, const auto& op) {
    c.pairs(name, Lanes(), kFloats, kAwkwardFloats, op);
  };
  pairs("a + b", [](auto a, auto b) { return a + b; });
  pairs("a - b", [](auto a, auto b) { return a - b; });
  pairs("a * b", [](auto a, auto b) { return a * b; });
  pairs("a / b", [](auto a, auto b) { return a / b; });
  pairs("a * b + a", [](auto a, auto b) { return a * b + a; });
  pairs("-a", [](auto a, auto) { return -a; });
  pairs("a < b", [](auto a, auto b) { return a < b; });
  pairs("a <= b", [](auto a, auto b) { return a <= b; });
  pairs("a > b", [](auto a, auto b) { return a > b; });
  pairs("a >= b", [](auto a, auto b) { return a >= b; });
  const auto less = [](auto a, auto b) { return Mask<decltype(a)>(a < b); };
  const auto above_one = [](auto b) { return Mask<decltype(b)>(b > decltype(b)(1.0f)); };
  pairs("a < b & b > 1", [&](auto a, auto b) { return less(a, b) & above_one(b); });
  pairs("a < b | b > 1", [&](auto a, auto b) { return less(a, b) | above_one(b); });
  pairs("!(a < b)", [&](auto a, auto b) { return !less(a, b); });
  pairs("select", [](auto a, auto b) { return select(a < b, a, b); });
  pairs("max", [](auto a, auto b) { return max(a, b); });
  pairs("min", [](auto a, auto b) { return min(a, b); });
  pairs("sqrt", [](auto a, auto) { return sqrt(a); });
  pairs("bits_of", [](auto a, auto) { return bits_of(a); });
  // truncate is defined below 2^31 only: the awkward floats before 1e30.
  c.each("truncate", Lanes(), kFloats, 27, [](auto a) { return truncate(a); });
}

void check_words(Check& c) {
  const auto pairs = [&](const char* name, const auto& op) {
    c.pairs(name, WordLanes(), kWords, kAwkwardWords, op);
  };
  pairs("word +", [](auto a, auto b) { return a + b; });
  pairs("word -", [](auto a, auto b) { return a - b; });
  pairs("multiply", [](auto a, auto b) { return multiply(a, b); });
  pairs("word ^", [](auto a, auto b) { return a ^ b; });
  pairs("word &", [](auto a, auto b) { return a & b; });
  pairs("word |", [](auto a, auto b) { return a | b; });
  pairs("word ==", [](auto a, auto b) { return a == b; });
  pairs("shift_right", [](auto a, auto) { return shift_right<9>(a); });
  pairs("shift_left", [](auto a, auto) { return shift_left<23>(a); });
  pairs("to_float", [](auto a, auto) { return to_float(a); });
  pairs("word select", [](auto a, auto b) { return select(a == b, a, b); });
  // Whole numbers are ordered below 2^31 only.
  const auto small = [&](const char* name, const auto& op) {
    c.pairs(name, WordLanes(), kWords, kBelow31Bits, op);
  };
  small("word <", [](auto a, auto b) { return a < b; });
  small("word <=", [](auto a, auto b) { return a <= b; });
  small("word >", [](auto a, auto b) { return a > b; });
  small("word >=", [](auto a, auto b) { return a >= b; });
  small("word max", [](auto a, auto b) { return max(a, b); });
  small("word min", [](auto a, auto b) { return min(a, b); });
}

// Sums stay below 2^31, as all whole numbers.
void check_sums(Check& c, const LaneInput& in) {
  for (unsigned at = 0; at + kLanes <= in.count; at += kLanes) {
    const WordLanes small = shift_right<5>(load(in.words + at, WordLanes()));
    std::uint32_t sum = 0;
    for (unsigned i = 0; i < kLanes; ++i) sum += sum_of_lanes(shift_right<5>(in.words[at + i]));
    c.same("sum_of_lanes", sum_of_lanes(small), sum);
  }
}

void check_memory(Check& c, const std::uint32_t* words) {
  std::uint32_t index[kLanes];
  for (unsigned i = 0; i < kLanes; ++i) index[i] = (i * 5 + 3) % (2 * kLanes);  // no index twice
  float floats[2 * kLanes];
  for (unsigned i = 0; i < 2 * kLanes; ++i) floats[i] = kFloats[i % kAwkwardFloats];
  const WordLanes at = load(index, WordLanes());
  c.lanes("gather", gather(floats, at, Lanes()), [&](unsigned i) { return floats[index[i]]; });
  c.lanes("word gather", gather(words, at, WordLanes()), [&](unsigned i) { return words[index[i]]; });
  c.lanes("lane_numbers", lane_numbers(WordLanes()), [](unsigned i) { return std::uint32_t{i}; });

  float scattered[2 * kLanes] = {}, expected[2 * kLanes] = {};
  std::uint32_t scattered_words[2 * kLanes] = {};
  scatter(scattered, at, load(floats, Lanes()));
  scatter(scattered_words, at, load(words, WordLanes()));
  for (unsigned i = 0; i < kLanes; ++i) scatter(expected, index[i], floats[i]);
  for (unsigned i = 0; i < 2 * kLanes; ++i) c.same("scatter", raw(scattered[i]), raw(expected[i]));
  for (unsigned i = 0; i < kLanes; ++i) c.same("word scatter", scattered_words[index[i]], words[i]);

  for (std::uint32_t pattern = 0; pattern < 1u << kLanes; pattern += kLanes == 16 ? 37 : 1) {
    std::uint32_t wanted[kLanes], kept[2 * kLanes], one[2 * kLanes];
    for (unsigned i = 0; i < kLanes; ++i) wanted[i] = pattern >> i & 1u;
    const std::size_t count = compress(kept, at, load(wanted, WordLanes()) == WordLanes(1u));
    std::size_t n = 0;
    for (unsigned i = 0; i < kLanes; ++i) n += compress(one + n, index[i], Mask<float>(wanted[i] == 1u));
    c.same("compress count", static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(n));
    for (std::size_t i = 0; i < n; ++i) c.same("compress", kept[i], one[i]);
  }
}

// Lanes read from and written to rows here and there, against one row at a time.
void check_rows(Check& c, const std::uint32_t* words) {
  constexpr unsigned kRows = 3 * kLanes, kRowMemory = kRowWords<Visitor<float>> * kRows;
  std::uint32_t numbers[kLanes], many[kRowMemory], one[kRowMemory];
  for (unsigned i = 0; i < kLanes; ++i) numbers[i] = (i * 7 + 5) % kRows;               // no row twice
  for (unsigned i = 0; i < kRowMemory; ++i) many[i] = one[i] = words[i] & 0x3fffffffu;  // not NaN as a float
  Visitor<Lanes> read = read_rows<Lanes, Visitor<Lanes>>(many, SomeRows{numbers});
  const auto member = [&](const char* name, auto lanes, auto of) {
    c.lanes(name, lanes,
            [&](unsigned i) { return of(read_rows<float, Visitor<float>>(one, OneRow{numbers[i]})); });
  };
  member("first of a row", read.first, [](auto v) { return v.first; });
  member("second of a row", read.second, [](auto v) { return v.second; });
  member("third of a row", read.third, [](auto v) { return v.third; });
  member("fourth of a row", read.fourth, [](auto v) { return v.fourth; });
  member("fifth of a row", read.fifth, [](auto v) { return v.fifth; });
  member("sixth of a row", read.sixth, [](auto v) { return v.sixth; });

  const auto change = [](auto& v) {
    v.first = v.first + v.fifth;
    v.sixth = v.sixth * v.second;
  };
  change(read);
  write_rows<Lanes>(many, SomeRows{numbers}, read);
  for (const std::uint32_t number : numbers) {
    auto row = read_rows<float, Visitor<float>>(one, OneRow{number});
    change(row);
    write_rows<float>(one, OneRow{number}, row);
  }
  for (unsigned i = 0; i < kRowMemory; ++i)
    if (i % kRowWords<Visitor<float>> < column_count<Visitor<float>>())
      c.same("row written", many[i], one[i]);
}

void check_functions(Check& c, const LaneInput& in) {
  for (unsigned at = 0; at + 2 * kLanes <= in.count; at += kLanes) {
    const std::uint32_t *u = in.words + at, *v = u + kLanes;
    const WordLanes wu = load(u, WordLanes()), wv = load(v, WordLanes());
    float x[kLanes];  // -80..80
    for (unsigned i = 0; i < kLanes; ++i) x[i] = (uniform<float>(u[i]) - 0.5f) * 160.0f;
    const Lanes lx = load(x, Lanes());
    c.lanes("exp", exp(lx), [&](unsigned i) { return exp(x[i]); });
    c.lanes("log", log(exp(lx)), [&](unsigned i) { return log(exp(x[i])); });
    c.lanes("logistic", logistic(lx), [&](unsigned i) { return logistic(x[i]); });
    c.lanes("probability_of_hazard", probability_of_hazard(exp(lx)),
            [&](unsigned i) { return probability_of_hazard(exp(x[i])); });
    c.lanes("remaining", remaining(exp(lx), 9.0f), [&](unsigned i) { return remaining(exp(x[i]), 9.0f); });
    c.lanes("uniform", uniform<Lanes>(wu), [&](unsigned i) { return uniform<float>(u[i]); });
    c.lanes("happens", happens<Lanes>(wu, uniform<Lanes>(wv)),
            [&](unsigned i) { return happens<float>(u[i], uniform<float>(v[i])); });
    c.lanes("exponential", exponential<Lanes>(wu), [&](unsigned i) { return exponential<float>(u[i]); });
    const NormalPair<Lanes> z = normal_pair<Lanes>(wu, wv);
    c.lanes("first normal", z.first, [&](unsigned i) { return normal_pair<float>(u[i], v[i]).first; });
    c.lanes("second normal", z.second, [&](unsigned i) { return normal_pair<float>(u[i], v[i]).second; });
    const RandomWords<Lanes> d =
        random_words<Lanes>(in.keys[0], Purpose::nausea, wu, u[0], wv, WordLanes(7u));
    for (unsigned k = 0; k < 4; ++k)
      c.lanes("draw", d.words[k], [&](unsigned i) {
        return random_words<float>(in.keys[0], Purpose::nausea, u[i], u[0], v[i], 7u).words[k];
      });
  }
}

// The published answers, in every lane, while the other lanes hold other counters.
void check_philox(Check& c, const LaneInput& in) {
  for (unsigned lane = 0; lane < kLanes; ++lane)
    for (unsigned n = 0; n < 3; ++n) {
      const PhiloxVector& vector = kPhiloxVectors[n];
      WordLanes counter[4];
      for (unsigned k = 0; k < 4; ++k) {
        std::uint32_t words[kLanes];
        for (unsigned i = 0; i < kLanes; ++i)
          words[i] = i == lane ? vector.counter[k] : in.words[k * kLanes + i];
        counter[k] = load(words, WordLanes());
      }
      philox(counter, in.keys[n]);
      for (unsigned k = 0; k < 4; ++k) {
        std::uint32_t got[kLanes];
        store(got, counter[k]);
        c.same("philox", got[lane], vector.answer[k]);
      }
    }
}

}  // namespace

LaneFaults lane_faults(const LaneInput& input) {
  Check check;
  check_floats(check);
  check_words(check);
  check_sums(check, input);
  check_memory(check, input.words);
  check_rows(check, input.words);
  check_functions(check, input);
  check_philox(check, input);
  return check.result;
}

}  // namespace tachy::test::TACHY_LANES
