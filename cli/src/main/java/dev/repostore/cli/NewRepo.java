package dev.repostore.cli;

import dev.repostore.CreatedRepo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a repo that was made. Nothing of its first token, which nobody gets to see: who
 * needs one mints it, with a scope and an end of its own.
 */
record NewRepo(
    String id, String name, @Nullable String description, String defaultBranch, URI remote) {

  static NewRepo of(CreatedRepo made) {
    return new NewRepo(
        made.id(), made.name(), made.description(), made.defaultBranch(), made.remote());
  }
}
