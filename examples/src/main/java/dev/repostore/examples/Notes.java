package dev.repostore.examples;

import dev.repostore.CreatedRepo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import java.nio.charset.StandardCharsets;

/** A repo on Artifacts; takes the API token from standard input, for it is no argument. */
public final class Notes {

  private Notes() {}

  /** Creates the repo and prints its remote. */
  public static void main(String... arguments) throws Exception {
    String apiToken = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
    try (RepoStore store =
        RepoStores.open("repostore:artifacts:ACCOUNT/NAMESPACE", Secret.of(apiToken))) {
      CreatedRepo repo = store.create("notes");
      System.out.println(repo.remote());
    }
  }
}
