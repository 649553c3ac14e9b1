package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The tags of a working copy. Every method blocks and throws as {@link Checkout}'s do. Thread-safe.
 */
public final class Tags {

  private final LocalRepo local;

  Tags(LocalRepo local) {
    this.local = local;
  }

  /** All of them, in order of name. */
  public List<Tag> list() {
    return local.run("list the tags", () -> {
      List<Tag> tags = new ArrayList<>();
      try (RevWalk walk = new RevWalk(local.repository())) {
        for (Ref ref : local.repository().getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
          if (ref.getObjectId() != null) {
            tags.add(read(walk, ref));
          }
        }
      }
      tags.sort(Comparator.comparing(Tag::name));
      return List.copyOf(tags);
    });
  }

  /**
   * Makes a tag.
   *
   * @throws RefRefusedException if the name is taken
   * @throws RevisionNotFoundException if there is no such target
   */
  public Tag create(CreateTag request) {
    return local.change("create a tag", () -> {
      Repository repository = local.repository();
      String name = refOf(request.name());
      try (RevWalk walk = new RevWalk(repository);
          ObjectInserter inserter = repository.newObjectInserter()) {
        RevCommit target = Revisions.commit(repository, walk, request.target());
        if (repository.exactRef(name) != null) {
          throw new RefRefusedException(
              "The tag '" + request.name() + "' was not made: there is one. Choose another name.",
              request.name());
        }
        RefUpdate update = repository.updateRef(name);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        update.setNewObjectId(insert(request, target, inserter));
        Refs.require(update.update(), name);
        return read(walk, Objects.requireNonNull(repository.exactRef(name)));
      }
    });
  }

  /**
   * Deletes a tag.
   *
   * @throws RevisionNotFoundException if there is no such tag
   */
  public void delete(String name) {
    local.change("delete a tag", () -> {
      Ref ref = local.repository().exactRef(refOf(name));
      if (ref == null) {
        throw Revisions.unknown(name, "is no tag here");
      }
      RefUpdate update = local.repository().updateRef(ref.getName());
      update.setForceUpdate(true);
      Refs.require(update.delete(), ref.getName());
      return name;
    });
  }

  private ObjectId insert(CreateTag request, RevCommit target, ObjectInserter inserter)
      throws IOException {
    String message = request.message();
    if (message == null) {
      return target;
    }
    Person asked = request.tagger();
    Person tagger = Identity.of(asked, local.repository(), "CreateTag.withTagger(person)");
    TagBuilder made = new TagBuilder();
    made.setTag(request.name());
    made.setObjectId(target);
    made.setTagger(Identity.recorded("tagger", tagger, local.clock().instant()));
    made.setMessage(Message.of(message, List.of()));
    ObjectId id = inserter.insert(made);
    inserter.flush();
    return id;
  }

  private static Tag read(RevWalk walk, Ref ref) throws IOException {
    String name = ref.getName().substring(Constants.R_TAGS.length());
    RevObject object = walk.parseAny(ref.getObjectId());
    String target = walk.peel(object).name();
    if (!(object instanceof RevTag tag)) {
      return new Tag(name, target, null, null, null);
    }
    PersonIdent tagger = tag.getTaggerIdent();
    return new Tag(
        name,
        target,
        tag.getFullMessage().stripTrailing(),
        tagger == null ? null : Commits.person(tagger),
        tagger == null ? null : Commits.when(tagger));
  }

  private static String refOf(String name) {
    String ref = Constants.R_TAGS + name;
    if (!Repository.isValidRefName(ref) || name.startsWith("-")) {
      throw new InvalidRequestException(
          "tag", "'" + PathRule.printable(name) + "' is no name for a tag. Choose another.");
    }
    return ref;
  }
}
