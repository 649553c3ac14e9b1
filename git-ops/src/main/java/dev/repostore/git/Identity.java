package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** Who commits where the caller does not say so. */
final class Identity {

  private Identity() {}

  /** Who the request names, else who the repository's own settings do; never the user's. */
  static Person of(@Nullable Person asked, Repository repository, String call) {
    Person named = asked == null ? from(repository.getConfig()) : asked;
    if (named == null) {
      throw new InvalidRequestException(
          "committer",
          "Nobody is named as the committer. Name one: " + call + ". Settings of Git's user are not"
              + " read; user.name and user.email in the repository's own settings would do.");
    }
    return named;
  }

  /** Who the request names, where there is no repository whose settings could. */
  static Person required(@Nullable Person asked) {
    if (asked == null) {
      throw new InvalidRequestException(
          "committer",
          "Nobody is named as the committer. Name one: CommitFiles.withCommitter(person).");
    }
    return asked;
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
