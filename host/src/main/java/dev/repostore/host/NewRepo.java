package dev.repostore.host;

import dev.repostore.Token;
import org.jspecify.annotations.Nullable;

/**
 * A repo that was just made, with its first token; {@code objects} is how many a fork copied, else
 * null.
 */
record NewRepo(RepoRow repo, Token token, @Nullable Long objects) {}
