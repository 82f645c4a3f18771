# The indices that igraph, sna and vegan define too, computed by them.
# Rscript indices.R FOLDER: reads acts.csv (table, kind, acts), ties.csv (table, from, to) and
# ratings.csv (table, from, to, rating), sizes.csv (table, people, eligible, groups); prints CSV:
# table, index, program, value. People are numbered from 1; an eligible person's number counts
# eligible people only.
suppressPackageStartupMessages({
  library(igraph, warn.conflicts = FALSE)
  library(vegan, warn.conflicts = FALSE)
})
options(digits = 17)
folder <- commandArgs(trailingOnly = TRUE)[1]
load <- function(name) read.csv(file.path(folder, name))
sizes <- load("sizes.csv")
acts <- split(load("acts.csv"), load("acts.csv")$table)
ties <- split(load("ties.csv"), load("ties.csv")$table)
ratings <- split(load("ratings.csv"), load("ratings.csv")$table)

say <- function(table, index, program, value) {
  if (length(value) == 1 && is.finite(value)) {
    cat(table, index, program, sprintf("%.15g", value), sep = ",")
    cat("\n")
  }
}

# Evenness over all seats: Shannon's entropy by vegan, over the logarithm of the seats.
evenness <- function(table, key, weights, seats) {
  if (seats > 1 && sum(weights) > 0) {
    say(table, key, "vegan", diversity(weights, index = "shannon") / log(seats))
  }
}

follow <- function(table, n, edges) {
  if (n < 2) return()
  pairs <- if (is.null(edges)) numeric(0) else as.vector(rbind(edges$from, edges$to))
  g <- make_graph(pairs, n = n, directed = TRUE)
  m <- as.matrix(as_adjacency_matrix(g))
  say(table, "follow.density", "igraph", edge_density(g, loops = FALSE))
  say(table, "follow.density", "sna", sna::gden(m))
  if (length(pairs) > 0) {
    c <- centr_degree(g, mode = "in", loops = FALSE, normalized = TRUE)$centralization
    say(table, "follow.central", "igraph", c)
    say(table, "follow.central", "sna", sna::centralization(m, sna::degree, cmode = "indegree"))
  }
}

# A missing pair is NA: sna leaves it out of the density.
perception <- function(table, n, given) {
  m <- matrix(NA_real_, n, n)
  m[cbind(given$from, given$to)] <- given$rating
  say(table, "peer.density_1_5", "sna", sna::gden(m, ignore.eval = FALSE))
  say(table, "peer.density_ge4", "sna", sna::gden((m >= 4) * 1))
  if (nrow(given) == n * (n - 1)) {
    diag(m) <- 0
    g <- graph_from_adjacency_matrix((m >= 4) * 1, mode = "directed", diag = FALSE)
    say(table, "peer.density_ge4", "igraph", edge_density(g, loops = FALSE))
    # Valued in-degree: the star that is best for this size has a centralisation of one.
    s <- (m - 1) / 4
    diag(s) <- 0
    degree <- strength(graph_from_adjacency_matrix(s, mode = "directed", weighted = TRUE), mode = "in")
    say(table, "peer.central", "igraph",
        centralize(degree, theoretical.max = (n - 1)^2, normalized = TRUE))
  }
}

for (row in seq_len(nrow(sizes))) {
  size <- sizes[row, ]
  key <- as.character(size$table)
  mine <- acts[[key]]
  evenness(key, "J_person", mine$acts[mine$kind == "person"], size$eligible)
  evenness(key, "J_group", mine$acts[mine$kind == "group"], size$groups)
  follow(key, size$people, ties[[key]])
  if (!is.null(ratings[[key]])) perception(key, size$eligible, ratings[[key]])
}
