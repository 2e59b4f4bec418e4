# Reads the tables of `tachy economics --csv FOLDER` in the forms that BCEA, dampack, voi and hesim take, and prints
# what they would say of them, a name and a number a line. Base R alone; a test compares it with tachy.
#
#   Rscript base.R FOLDER WILLINGNESS_TO_PAY REFERENCE_ARM
arguments <- commandArgs(trailingOnly = TRUE)
table_of <- function(name) read.csv(file.path(arguments[1], name), check.names = FALSE)
k <- as.numeric(arguments[2])
reference <- arguments[3]
say <- function(name, value) cat(name, format(value, digits = 15), "\n")

# BCEA: bcea(eff, cost), two matrices; dampack: make_psa_obj(cost, effectiveness), two data frames; voi:
# list(c, e, k). One row for each draw, one column for each arm.
cost <- as.matrix(table_of("costs.csv")[, -1])
effect <- as.matrix(table_of("effects.csv")[, -1])
stopifnot(identical(colnames(cost), colnames(effect)), reference %in% colnames(cost))
net_benefit <- k * effect - cost
best <- apply(net_benefit, 1, max)
ties <- net_benefit == best
for (arm in colnames(cost)) {
  say(paste0("cost.", arm), mean(cost[, arm]))
  say(paste0("effect.", arm), mean(effect[, arm]))
  say(paste0("share_best.", arm), mean(ties[, arm] / rowSums(ties)))
  say(paste0("expected_loss.", arm), mean(best - net_benefit[, arm]))
  if (arm != reference)
    say(paste0("icer.", arm), (mean(cost[, arm]) - mean(cost[, reference])) /
          (mean(effect[, arm]) - mean(effect[, reference])))
}
say("evpi", mean(best) - max(colMeans(net_benefit)))

# hesim: cea(x, k, sample = "sample", strategy = "strategy", grp = "grp", e = "qalys", c = "cost"), long.
long <- table_of("draws_long.csv")
stopifnot(identical(names(long), c("sample", "strategy", "grp", "cost", "qalys")))
wide <- tapply(k * long$qalys - long$cost, list(long$sample, long$strategy), sum)
say("evpi_long", mean(apply(wide, 1, max)) - max(colMeans(wide)))

# voi, dampack: one row of parameters for each draw, the names of the parameters for columns.
parameters <- table_of("parameters.csv")
stopifnot(nrow(parameters) == nrow(cost), all(vapply(parameters, is.numeric, NA)))
say("parameters", ncol(parameters) - 1)
