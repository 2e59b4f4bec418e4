#include "tests/fuzz/changed_outcome.hpp"

#include <bit>
#include <cstring>
#include <fstream>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "output/file/atomic_file.hpp"
#include "output/file/seal.hpp"
#include "output/hdf5/handles.hpp"
#include "tests/engine/plans.hpp"
#include "tests/output/made_up_outcome.hpp"

namespace tachy::fuzz {

namespace {

namespace hdf5 = output::hdf5;
using Object = hdf5::Handle<H5Oclose>;

struct Change {
  unsigned what, attribute;
  std::size_t object;
  std::uint32_t value;
};
constexpr std::size_t kChangeBytes = 8;

Change change_from(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(bytes[i])}; };
  return {byte(0), byte(3), byte(1) << 8 | byte(2), byte(4) << 24 | byte(5) << 16 | byte(6) << 8 | byte(7)};
}

std::vector<std::string> names_of_objects(hid_t file) {
  std::vector<std::string> names;
  const auto keep = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, keep, &names);
  names.emplace_back("/");
  return names;
}

// The numbers that readers are known to stumble over, and any other.
double number_from(std::uint32_t value) {
  constexpr double kOdd[] = {-1.0,
                             0.0,
                             1.0,
                             255.0,
                             1e9,
                             4611686018427387904.0,
                             1e300,
                             -1e300,
                             std::numeric_limits<double>::quiet_NaN(),
                             std::numeric_limits<double>::infinity()};
  return value < std::size(kOdd) ? kOdd[value] : static_cast<double>(value) - 1000.0;
}

std::string text_from(std::uint32_t value) {
  constexpr const char* kOdd[] = {
      "",         "none", "weekly",   "1.3",        "2.0", "9999999999.1",        "tachy outcome",
      "\x1b[31m", "a\nb", "\xff\xfe", "given held", ",\"", "99999999999999999999"};
  return value < std::size(kOdd) ? kOdd[value] : std::string(value % 5000, 'x');
}

void set_attribute(hid_t object, const Change& change) {
  const hdf5::Attribute attribute(
      H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_NATIVE, change.attribute, H5P_DEFAULT, H5P_DEFAULT));
  if (attribute.get() < 0) return;
  const hdf5::Datatype type(H5Aget_type(attribute.get()));
  if (H5Tget_class(type.get()) == H5T_STRING) {
    const std::string text = text_from(change.value);
    const char* characters = text.c_str();
    const hdf5::Datatype words = hdf5::text_type();
    H5Awrite(attribute.get(), words.get(), &characters);
  } else if (H5Tget_class(type.get()) != H5T_REFERENCE && H5Tget_class(type.get()) != H5T_VLEN) {
    const double number = number_from(change.value);
    H5Awrite(attribute.get(), H5T_NATIVE_DOUBLE, &number);
  }
}

void delete_attribute(hid_t object, const Change& change) {
  H5Adelete_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_NATIVE, change.attribute, H5P_DEFAULT);
}

void set_value(hid_t dataset, const Change& change) {
  const hdf5::Dataspace space(H5Dget_space(dataset)), one(H5Screate(H5S_SCALAR));
  const hdf5::Datatype type(H5Dget_type(dataset));
  std::vector<hsize_t> extent(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.get()))));
  H5Sget_simple_extent_dims(space.get(), extent.data(), nullptr);
  for (hsize_t& e : extent) e = e == 0 ? 0 : change.attribute % e;
  if (extent.empty() || H5Sselect_elements(space.get(), H5S_SELECT_SET, 1, extent.data()) < 0) return;
  if (H5Tget_class(type.get()) == H5T_STRING) {
    const std::string text = text_from(change.value);
    const char* characters = text.c_str();
    const hdf5::Datatype words = hdf5::text_type();
    H5Dwrite(dataset, words.get(), one.get(), space.get(), H5P_DEFAULT, &characters);
  } else {
    const double number = number_from(change.value);
    H5Dwrite(dataset, H5T_NATIVE_DOUBLE, one.get(), space.get(), H5P_DEFAULT, &number);
  }
}

// Another dataset of the same name: other axes, another type, nothing written.
void replace(hid_t file, const std::string& name, const Change& change) {
  H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  const hsize_t extents[] = {change.value & 7u, (change.value >> 3) & 7u, (change.value >> 6) & 7u};
  const int rank = static_cast<int>(change.attribute % 4);
  const hdf5::Dataspace space(rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, extents, nullptr));
  const hdf5::Datatype words = hdf5::text_type();
  const hid_t types[] = {H5T_IEEE_F64LE, H5T_STD_I64LE, H5T_STD_U8LE, words.get()};
  const hdf5::Dataset made(H5Dcreate2(file, name.c_str(), types[(change.value >> 9) % 4], space.get(),
                                      H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
}

void link_to(hid_t file, const std::string& name, const Change& change,
             const std::vector<std::string>& names) {
  H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  const std::string& other = names[change.value % names.size()];
  switch (change.attribute % 4) {
    case 0:
      H5Lcreate_hard(file, other.c_str(), file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
      break;
    case 1:
      H5Lcreate_soft(other.c_str(), file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
      break;
    case 2:
      H5Lcreate_external("/etc/passwd", other.c_str(), file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
      break;
    default:
      hdf5::Group(H5Gcreate2(file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  }
}

void apply(hid_t file, const Change& change) {
  const std::vector<std::string> names = names_of_objects(file);
  const std::string& name = names[change.object % names.size()];
  const Object object(H5Oopen(file, name.c_str(), H5P_DEFAULT));
  const bool dataset = H5Iget_type(object.get()) == H5I_DATASET;
  switch (change.what % 6) {
    case 0:
      return set_attribute(object.get(), change);
    case 1:
      return delete_attribute(object.get(), change);
    case 2:
      if (dataset) set_value(object.get(), change);
      return;
    case 3:
      if (dataset) replace(file, name, change);
      return;
    case 4:
      H5Ldelete(file, name.c_str(), H5P_DEFAULT);
      return;
    default:
      if (name != "/") link_to(file, name, change, names);
  }
}

}  // namespace

void write_good_outcome(const std::filesystem::path& path) {
  regimen::Experiment experiment = tests::many_regimes(20);
  experiment.plan.arms = 2;
  output::OutcomeInput in = output::made_up_outcome(experiment.plan.arms, 2, 20);
  in.experiment = experiment;
  in.experiment.horizon_days = 14;
  in.dose_form_labels.assign(experiment.plan.dose_forms, "dose");
  for (output::OutcomeArm& arm : in.arms) arm.phase_ids.assign(8, "phase");  // more than the plan has
  in.log.wanted = true;
  in.log.choice = "some";
  in.log.patients = {2, 3};
  in.log.stories = [&](const trace::DiaryTaker& take) {
    trace::keep_diaries(day::set_up(experiment), in.log.patients, 1, take);
  };
  output::write_outcome(path, in);
}

void change_outcome(const std::filesystem::path& path, std::string_view changes) {
  const hdf5::QuietErrors quiet;
  const hdf5::File file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT));
  for (int made = 0; changes.size() >= kChangeBytes && made < 8; changes.remove_prefix(kChangeBytes), ++made)
    apply(file.get(), change_from(changes));
}

void seal_again(const std::filesystem::path& path) {
  const std::string content = output::content_of(path);
  output::AtomicFile sealed(path);
  sealed.write_at(0, std::as_bytes(std::span(content)));
  output::add_seal(sealed);
  sealed.put_under_final_name();
}

}  // namespace tachy::fuzz
