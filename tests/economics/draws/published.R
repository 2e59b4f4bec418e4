# Turns draws that packages ship into tables for tests/study/published_draws_test.cpp, which passes them over where they
# are not: the data stay with their packages.
#
#   Rscript published.R FOLDER     FOLDER has data/example_psa.rda of dampack, data/Smoking.RData and data/Vaccine.RData
#                                  of BCEA, data/chemo_cea.rda and data/chemo_pars.rda of voi, by these names
#   TACHY_PUBLISHED_DRAWS=FOLDER build/test/tests/study/test_study --test-suite=study/published_draws
folder <- commandArgs(trailingOnly = TRUE)[1]
held_in <- function(file) {
  held <- new.env()
  load(file.path(folder, file), held)
  held
}
save_draws <- function(name, cost, effect) {
  write.csv(as.data.frame(cost), file.path(folder, paste0(name, "_cost.csv")), row.names = FALSE)
  write.csv(as.data.frame(effect), file.path(folder, paste0(name, "_effect.csv")), row.names = FALSE)
}
psa <- held_in("example_psa.rda")$example_psa
save_draws("three_arms", psa$cost, psa$effectiveness)
smoking <- held_in("Smoking.RData")
save_draws("smoking", smoking$cost, smoking$eff)
vaccine <- held_in("Vaccine.RData")
save_draws("vaccine", vaccine$cost, vaccine$eff)
chemotherapy <- held_in("chemo_cea.rda")$chemo_cea
save_draws("chemotherapy", chemotherapy$c, chemotherapy$e)
write.csv(held_in("chemo_pars.rda")$chemo_pars[, c("p_side_effects_t2", "logor_side_effects")],
          file.path(folder, "chemotherapy_parameters.csv"), row.names = FALSE)
