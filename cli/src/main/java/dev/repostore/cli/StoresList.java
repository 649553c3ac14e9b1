package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import dev.repostore.repl.StoreNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the stores that have names. */
final class StoresList extends Verb {

  private final Output output;

  StoresList() {
    super("List the stores that have names, and where their tokens are to be had.", "");
    output = new Output(command);
    command.usageMessage().sortOptions(true);
  }

  /** One of them. */
  record NamedUrl(String name, String url, @Nullable String token) {}

  @Override
  public Integer call() {
    StoreNames names = StoreNames.of(System.getenv());
    List<NamedUrl> stores = names.names().stream()
        .map(name -> new NamedUrl(name, url(names, name), token(names, name)))
        .toList();
    output.print(stores);
    if (stores.isEmpty()) {
      output.note(
          "Add one with 'repostore stores add NAME URL'; it goes into " + names.file() + ".");
    }
    return 0;
  }

  private static String url(StoreNames names, String name) {
    try {
      return Secret.mask(names.url(name));
    } catch (InvalidRequestException unusable) {
      return "(none that can be opened)";
    }
  }

  /** What is no reference may be a token. */
  private static @Nullable String token(StoreNames names, String name) {
    String reference = names.reference(name).orElse(null);
    if (reference == null) {
      return null;
    }
    return reference.matches("(env:[A-Z_][A-Z0-9_]*|file:[~/].*)")
        ? reference
        : reference.startsWith("command:") ? "command:…" : "(not a reference)";
  }
}
