# The same export in R: every file is read, and what is counted there is what the tallies say.
top <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name) {
    read.csv(file.path(top, "csv", paste0(name, ".csv")), encoding = "UTF-8", check.names = FALSE)
}
files <- sub("\\.csv$", "", list.files(file.path(top, "csv")))
tables <- setNames(lapply(files, read), files)
book <- tables$codebook
for (name in setdiff(files, "codebook")) {
    known <- book$column[book$file == name]
    stopifnot(all(names(tables[[name]]) %in% known))
}
figure <- function(room, path) {
    tables$tallies$value[tables$tallies$room == room & tables$tallies$tally == path]
}
for (room in tables$rooms$room) {
    clauses <- subset(tables$clauses, room == get("room", envir = globalenv()))
    stopifnot(sum(clauses$state == "adopted" & grepl("eco", clauses$dims)) == figure(room, "eco"))
    stopifnot(is.numeric(figure(room, "gini_c")))
}
with_bom <- read.csv(file.path(top, "bom", "people.csv"), fileEncoding = "UTF-8-BOM")
stopifnot(identical(names(with_bom), names(tables$people)))
cat("  ", length(files), " files read in R\n", sep = "")
