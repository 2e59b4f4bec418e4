// Sanitizers look at memory, at threads and at what a language leaves undefined: a few patients show them as
// much as many, each of which takes ten times as long. What only many patients can show is shown by the
// builds without them.
#pragma once

namespace tachy::tests {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

template <class N>
constexpr N fewer_if_sanitized(N all, N few) {
  return kSanitized ? few : all;
}

}  // namespace tachy::tests
