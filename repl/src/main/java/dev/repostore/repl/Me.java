package dev.repostore.repl;

import dev.repostore.Person;
import org.jspecify.annotations.Nullable;

/** Who commits in this process. */
final class Me {

  private static volatile @Nullable Person chosen;

  private Me() {}

  static void become(String name, String email) {
    chosen = new Person(name, email);
  }

  static Person person() {
    Person person = chosen;
    return person == null
        ? Identity.of(System.getenv(), System.getProperty("user.name", ""))
        : person;
  }
}
