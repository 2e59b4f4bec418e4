// Text of others (titles, labels, names of files) made fit to be shown on a terminal: control characters,
// marks that turn the direction of writing, and bytes that are no UTF-8 are shown as \xNN or \u{NNNN}, not
// obeyed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tachy {

namespace printing {

inline std::uint32_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

inline bool continues(std::string_view text, std::size_t i) {
  return i < text.size() && (byte_at(text, i) & 0xc0u) == 0x80u;
}

inline std::string hexadecimal(std::uint32_t value, int digits) {
  std::string text;
  for (int digit = digits - 1; digit >= 0; --digit) text += "0123456789abcdef"[(value >> (4 * digit)) & 0xfu];
  return text;
}

// Where a cut at `place` splits no character.
inline std::size_t between_characters(std::string_view text, std::size_t place) {
  while (place > 0 && continues(text, place)) --place;
  return place;
}

}  // namespace printing

// The character that begins `text`, and its bytes; 0 bytes when it is not UTF-8.
struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 0;
};
inline Character first_character(std::string_view text) {
  if (text.empty()) return {};
  const std::uint32_t first = printing::byte_at(text, 0);
  if (first < 0x80) return {first, 1};
  const std::size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return {};
  std::uint32_t code = first & (0xffu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!printing::continues(text, i)) return {};
    code = (code << 6) | (printing::byte_at(text, i) & 0x3fu);
  }
  constexpr std::array<std::uint32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < kLeast[bytes] || code > 0x10ffff || surrogate ? Character{} : Character{code, bytes};
}

// Never meant to be seen: C0 but for tab and newline, delete, C1, and marks of direction.
inline bool is_control(std::uint32_t code) {
  const bool c0 = code < 0x20 && code != '\t' && code != '\n', c1 = code >= 0x7f && code < 0xa0;
  const bool direction = code == 0x061c || code == 0x200e || code == 0x200f ||
                         (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  const bool line_separator = code == 0x2028 || code == 0x2029;
  return c0 || c1 || direction || line_separator;
}

inline std::string printable(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.bytes == 0) {
      shown += "\\x" + printing::hexadecimal(printing::byte_at(text, 0), 2);
    } else if (is_control(character.code)) {
      shown += character.code < 0x100 ? "\\x" + printing::hexadecimal(character.code, 2)
                                      : "\\u{" + printing::hexadecimal(character.code, 4) + "}";
    } else {
      shown += text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes == 0 ? 1 : character.bytes);
  }
  return shown;
}

// The same on one line.
inline std::string printable_line(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  std::string line;
  for (const char c : printable(text))
    line += c == '\n' || c == '\t' ? std::string("\\x0") + (c == '\n' ? 'a' : '9') : std::string(1, c);
  return line;
}

// At most about `most` bytes: of what is longer, the beginning and the end.
inline std::string cut(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  const std::size_t head = printing::between_characters(text, most * 3 / 4);
  const std::size_t tail = printing::between_characters(text, text.size() - most / 4);
  return text.substr(0, head) + " ... (" + std::to_string(tail - head) + " more bytes) ... " +
         text.substr(tail);
}

}  // namespace tachy
