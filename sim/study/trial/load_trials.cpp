#include "study/trial/load_trials.hpp"
#include "scenario/load.hpp"

#include <algorithm>
#include <filesystem>

#include "output/outcome/patient_columns.hpp"
#include "output/file/sha256.hpp"
#include "scenario/text/files_on_disk.hpp"

namespace tachy::study {

Studies load_studies(const std::string& folder, const std::string& library_root) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".yaml")
      files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  const scenario::PatientFormats patient_formats{output::sha256, output::read_patient_columns};
  Studies studies;
  for (const std::string& file : files) {
    scenario::Loaded loaded =
        scenario::load_scenario(scenario::FilesOnDisk{}, file, library_root, {}, patient_formats);
    studies.faults.insert(studies.faults.end(), loaded.faults.begin(), loaded.faults.end());
    if (loaded.scenario.published) studies.trials.push_back(std::move(loaded.scenario));
  }
  return studies;
}

}  // namespace tachy::study
