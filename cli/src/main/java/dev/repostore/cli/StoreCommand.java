package dev.repostore.cli;

import dev.repostore.RepoStore;
import java.io.IOException;
import java.util.Map;

/** What the commands have in common that do one thing with a store. */
abstract class StoreCommand extends Verb {

  final Output output;

  /** @param description what it does, in lines */
  StoreCommand(String... description) {
    super(description);
    options.one(
        "--store",
        "STORE",
        String.class,
        "The store: a name of 'repostore stores list', or a URL as"
            + " repostore:artifacts:ACCOUNT/NAMESPACE, opened with $REPOSTORE_TOKEN. Default:"
            + " $REPOSTORE_URL, else the one of $ARTIFACTS_BASE_URL, else the embedded store.");
    output = new Output(command);
  }

  private String store() {
    return given().matchedOptionValue("--store", "");
  }

  /** What is to be done with the store; gives what the process ends with. */
  interface Use {
    int of(RepoStore opened);
  }

  /** Checks what was given, before any store is opened, and gives what is to be done with one. */
  abstract Use prepare() throws IOException;

  @Override
  public final Integer call() throws IOException {
    Use use = prepare();
    Map<String, String> environment = System.getenv();
    try (RepoStore opened = NamedStore.open(store(), environment, output::note)) {
      return use.of(opened);
    }
  }

  /** The store as another command is told of it: by its name, or by its whole URL. */
  String storeName() {
    return NamedStore.written(store(), System.getenv());
  }
}
