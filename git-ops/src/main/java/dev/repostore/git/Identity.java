package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** Who commits where the caller does not say so. */
final class Identity {

  private Identity() {}

  /** The repository's setting, else the user's; nobody is made up from the machine's names. */
  static Person of(Repository repository) throws IOException {
    Person own = from(repository.getConfig());
    if (own != null) {
      return own;
    }
    try {
      Person user = from(SystemReader.getInstance().getUserConfig());
      if (user != null) {
        return user;
      }
    } catch (ConfigInvalidException broken) {
      throw new IOException("the user's Git settings cannot be read", broken);
    }
    throw new InvalidRequestException(
        "committer",
        "Nobody is named as the committer. Name one in the request, or set user.name and user.email"
            + " in the repository's settings or your own.");
  }

  /** Who moved a ref, for the log of it alone: nobody need be named for that. */
  static PersonIdent reflog(LocalRepo local) throws IOException {
    Person known = from(local.repository().getConfig());
    Person who = known == null ? new Person("repostore", "") : known;
    return new PersonIdent(who.name(), who.email(), local.clock().instant(), ZoneOffset.UTC);
  }

  private static @Nullable Person from(Config config) {
    String name = config.getString("user", null, "name");
    String email = config.getString("user", null, "email");
    return name == null || email == null || name.isBlank() ? null : new Person(name, email);
  }

  /** As Git records it, in UTC: the machine's time zone is nobody's business. */
  static PersonIdent recorded(String field, Person person, Instant when) {
    if (person.name().isBlank() || hasBreak(person.name()) || hasBreak(person.email())) {
      throw new InvalidRequestException(
          field,
          "The " + field + " has no name, or a line break or one of < and > in the name or e-mail"
              + " address. Git cannot record that; name somebody else.");
    }
    return new PersonIdent(person.name(), person.email(), when, ZoneOffset.UTC);
  }

  private static boolean hasBreak(String text) {
    return text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0 || c == '<' || c == '>');
  }
}
