#include "output/file/sha256.hpp"

#include <openssl/evp.h>

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace tachy::output {

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

namespace {

void require_sha256(bool good) {
  if (!good) throw std::logic_error("OpenSSL has no SHA-256");
}

}  // namespace

Sha256::Sha256() : state_(std::make_unique<State>()) {
  require_sha256(state_->context != nullptr &&
                 EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) == 1);
}
Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) {
  require_sha256(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::hexadecimal() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int bytes = 0;
  require_sha256(EVP_DigestFinal_ex(state_->context, digest.data(), &bytes) == 1);
  std::string digits;
  for (unsigned int i = 0; i < bytes; ++i) digits += fmt::format("{:02x}", digest[i]);
  return digits;
}

std::string sha256(std::string_view text) {
  Sha256 sum;
  sum.add(std::as_bytes(std::span(text)));
  return sum.hexadecimal();
}

}  // namespace tachy::output
