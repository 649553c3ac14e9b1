package dev.repostore.repl;

import dev.repostore.Person;
import java.util.Map;

/** Who commits where nobody is named. */
final class Identity {

  private Identity() {}

  /**
   * Who Git's own variables name ({@code GIT_COMMITTER_NAME} and {@code GIT_COMMITTER_EMAIL}, else
   * those of the author), else the user of this machine, with an e-mail address that leads nowhere.
   */
  static Person of(Map<String, String> environment, String user) {
    for (String who : new String[] {"GIT_COMMITTER_", "GIT_AUTHOR_"}) {
      String name = environment.getOrDefault(who + "NAME", "");
      String email = environment.getOrDefault(who + "EMAIL", "");
      if (!name.isBlank() && !email.isBlank()) {
        return new Person(name, email);
      }
    }
    String name = user.replaceAll("[<>\\p{Cntrl}]", "").strip();
    return new Person(name.isEmpty() ? "repostore" : name, "");
  }
}
