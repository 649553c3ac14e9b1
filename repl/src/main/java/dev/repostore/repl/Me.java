package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import org.jspecify.annotations.Nullable;

/** Who commits in this process. */
final class Me {

  private static volatile @Nullable Person chosen;

  private Me() {}

  static void become(@Nullable String name, @Nullable String email) {
    if (name == null || email == null || name.isBlank() || isBroken(name) || isBroken(email)) {
      throw new InvalidRequestException(
          "name",
          "Git cannot record a name that is empty, or one or an e-mail address with a line break, <"
              + " or > in it. Say me(\"Ann\", \"ann@example.org\").");
    }
    chosen = new Person(name, email);
  }

  private static boolean isBroken(String text) {
    return text.chars().anyMatch(c -> Character.isISOControl(c) || c == '<' || c == '>');
  }

  static Person person() {
    Person person = chosen;
    return person == null
        ? Identity.of(System.getenv(), System.getProperty("user.name", ""))
        : person;
  }
}
