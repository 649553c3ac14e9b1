package dev.repostore.host;

import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.Person;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.jspecify.annotations.Nullable;

/** Git's objects in the words of the api. */
final class Commits {

  private Commits() {}

  /** A commit whose body is parsed; text is decoded by the encoding the commit names. */
  static Commit of(RevCommit commit) {
    PersonIdent author = commit.getAuthorIdent();
    PersonIdent committer = commit.getCommitterIdent();
    return new Commit(
        commit.name(),
        commit.getTree().name(),
        withoutLastBreak(commit.getFullMessage()),
        person(author),
        person(committer),
        Arrays.stream(commit.getParents()).map(RevObject::name).toList(),
        when(author),
        when(committer));
  }

  /** What a tree's entry of that mode stands for. */
  static EntryType type(FileMode mode) {
    if (FileMode.TREE.equals(mode)) {
      return EntryType.TREE;
    }
    if (FileMode.EXECUTABLE_FILE.equals(mode)) {
      return EntryType.EXEC;
    }
    if (FileMode.SYMLINK.equals(mode)) {
      return EntryType.SYMLINK;
    }
    return FileMode.GITLINK.equals(mode) ? EntryType.GITLINK : EntryType.BLOB;
  }

  private static String withoutLastBreak(String message) {
    return message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
  }

  // An old or odd writer may have left no author line: nobody, at no time, beats no commit at all.
  private static Person person(@Nullable PersonIdent ident) {
    return ident == null
        ? new Person("", "")
        : new Person(ident.getName(), ident.getEmailAddress());
  }

  private static Instant when(@Nullable PersonIdent ident) {
    return ident == null ? Instant.EPOCH : ident.getWhenAsInstant();
  }
}
