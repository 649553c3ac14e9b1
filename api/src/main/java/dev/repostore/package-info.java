/**
 * The vocabulary of Git hosting: a {@code RepoStore} hosts {@code Repo}s, and a {@code Token} lets
 * Git in.
 */
@NullMarked
package dev.repostore;

import org.jspecify.annotations.NullMarked;
