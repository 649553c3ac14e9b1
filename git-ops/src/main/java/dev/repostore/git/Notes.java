package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Notes on commits: text kept beside a commit that does not change it, such as the prompt it came
 * from. They are on a branch of their own, {@code refs/notes/commits} unless named otherwise, and
 * are fetched and pushed by that name.
 *
 * <p>Every method blocks and throws as {@link Checkout}'s do. Thread-safe.
 */
public final class Notes {

  private final LocalRepo local;
  private final String ref;
  private final @Nullable Person author;

  private Notes(LocalRepo local, String ref, @Nullable Person author) {
    this.local = local;
    this.ref = ref;
    this.author = author;
  }

  static Notes of(LocalRepo local, String ref) {
    if (!ref.startsWith(Constants.R_NOTES) || !Repository.isValidRefName(ref)) {
      throw new InvalidRequestException(
          "ref",
          "'" + PathRule.printable(ref) + "' is no name for notes. Choose one under refs/notes/.");
    }
    return new Notes(local, ref, null);
  }

  /** The same notes, written by this person; by default as {@link CreateCommit#committer()}. */
  public Notes by(Person author) {
    return new Notes(local, ref, author);
  }

  /**
   * What is noted on a commit; empty if nothing is.
   *
   * @throws RevisionNotFoundException if there is no such commit
   */
  public Optional<String> read(String revision) {
    return local.run("read a note", () -> {
      try (RevWalk walk = new RevWalk(local.repository())) {
        RevCommit commit = Revisions.commit(local.repository(), walk, revision);
        return Optional.ofNullable(text(walk.getObjectReader(), map(walk), commit));
      }
    });
  }

  /**
   * Notes something on a commit that has no note yet.
   *
   * @throws RefRefusedException if it has one, or somebody else made one meanwhile
   * @throws RevisionNotFoundException if there is no such commit
   */
  public void add(String revision, String text) {
    write("add", revision, text, false);
  }

  /** As {@link #add}, and in the place of the note it has, if it has one. */
  public void replace(String revision, String text) {
    write("add", revision, text, true);
  }

  /**
   * Notes something more on a commit: after an empty line if it has a note already.
   *
   * @throws RefRefusedException if somebody else made a note meanwhile
   * @throws RevisionNotFoundException if there is no such commit
   */
  public void append(String revision, String text) {
    write("append", revision, text, true);
  }

  private void write(String how, String revision, String text, boolean mayHave) {
    local.change("write a note", () -> {
      Repository repository = local.repository();
      try (RevWalk walk = new RevWalk(repository);
          ObjectInserter inserter = repository.newObjectInserter()) {
        RevCommit commit = Revisions.commit(repository, walk, revision);
        NoteMap notes = map(walk);
        String before = text(walk.getObjectReader(), notes, commit);
        if (before != null && !mayHave) {
          throw new RefRefusedException(
              "Nothing was noted on " + commit.name()
                  + ": it has a note. Append to it, or replace it.",
              ref);
        }
        String start =
            before == null || !how.equals("append") ? "" : before.stripTrailing() + "\n\n";
        String whole = start + text;
        byte[] bytes =
            (whole.endsWith("\n") ? whole : whole + "\n").getBytes(StandardCharsets.UTF_8);
        notes.set(commit, inserter.insert(Constants.OBJ_BLOB, bytes));
        commit(how, notes.writeTree(inserter), inserter);
        return commit;
      }
    });
  }

  private void commit(String how, ObjectId tree, ObjectInserter inserter) throws IOException {
    Repository repository = local.repository();
    Ref tip = repository.exactRef(ref);
    Person who = Identity.of(author, repository, "Notes.by(person)");
    PersonIdent ident = Identity.recorded("author", who, local.clock().instant());
    CommitBuilder made = new CommitBuilder();
    made.setTreeId(tree);
    if (tip != null) {
      made.setParentId(tip.getObjectId());
    }
    made.setAuthor(ident);
    made.setCommitter(ident);
    made.setMessage("Notes added by 'git notes " + how + "'\n");
    ObjectId id = inserter.insert(made);
    inserter.flush();
    RefUpdate update = repository.updateRef(ref);
    update.setExpectedOldObjectId(tip == null ? ObjectId.zeroId() : tip.getObjectId());
    update.setNewObjectId(id);
    update.setRefLogIdent(ident);
    update.setRefLogMessage("notes: Notes added by 'git notes " + how + "'", false);
    Refs.require(update.update(), ref);
  }

  private NoteMap map(RevWalk walk) throws IOException {
    Ref tip = local.repository().exactRef(ref);
    return tip == null || tip.getObjectId() == null
        ? NoteMap.newEmptyMap()
        : NoteMap.read(walk.getObjectReader(), walk.parseCommit(tip.getObjectId()));
  }

  private static @Nullable String text(ObjectReader reader, NoteMap notes, RevCommit commit)
      throws IOException {
    ObjectId note = notes.get(commit);
    return note == null
        ? null
        : new String(
            reader.open(note, Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE),
            StandardCharsets.UTF_8);
  }
}
