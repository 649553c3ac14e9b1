package dev.repostore.tck;

import static dev.repostore.tck.BrokenStore.broken;

import dev.repostore.Capability;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoContent;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/** Stores that go wrong with forks, imports and content. */
final class BrokenForks {

  private BrokenForks() {}

  static List<BrokenStore> all() {
    return List.of(
        broken(
            "forks without saying so",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public StoreInfo info() {
                return good.info().without(Capability.FORK);
              }
            },
            "3.1",
            "3.2",
            "3.3",
            "3.4",
            "3.5",
            "3.6",
            "3.7",
            "3.8",
            "3.9",
            "3.10",
            "3.11",
            "3.12",
            "9.4"),
        broken(
            "inherits the description",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public CreatedRepo fork(String source, ForkRepo request) {
                String description = request.description();
                return good.fork(
                    source,
                    description != null
                        ? request
                        : request.withDescription(get(source).description()));
              }
            },
            "3.4"),
        broken(
            "forks every ref",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public CreatedRepo fork(String source, ForkRepo request) {
                return good.fork(source, request.withDefaultBranchOnly(false));
              }
            },
            "3.5",
            "3.11"),
        broken(
            "forks the last commit only",
            clock -> new GoodStore(clock) {
              @Override
              Repository forked(GoodRepo source, boolean defaultBranchOnly) {
                return defaultBranchOnly
                    ? lastCommit(source)
                    : super.forked(source, defaultBranchOnly);
              }
            },
            "3.1"),
        broken(
            "has forks follow their source",
            clock -> new GoodStore(clock) {
              @Override
              ReceivePack receiver(GoodRepo repo, @Nullable Secret secret) {
                ReceivePack receive = super.receiver(repo, secret);
                receive.setPostReceiveHook((pack, commands) -> list()
                    .filter(each -> (NAMESPACE + "/" + repo.info().name()).equals(each.source()))
                    .forEach(fork -> follow(repo, repoAt(fork.name()))));
                return receive;
              }
            },
            "3.11"),
        broken(
            "leaves a repo where an import failed",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public CreatedRepo importRepo(ImportRepo request) {
                try {
                  return good.importRepo(request);
                } catch (InvalidRequestException failed) {
                  good.create(request.name());
                  throw failed;
                }
              }
            },
            "4.6",
            "4.7"),
        broken(
            "forgets the offset",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public RepoContent content(String repo) {
                return BrokenContent.withoutOffset(good.content(repo));
              }
            },
            "7.2"));
  }

  private static Repository lastCommit(GoodRepo source) {
    try (ObjectWalk walk = new ObjectWalk(source.git)) {
      Repository made = GoodImport.onDisk();
      made.updateRef(Constants.HEAD).link(source.defaultRef());
      Ref tip = source.git.exactRef(source.defaultRef());
      if (tip == null) {
        return made;
      }
      RevCommit last = walk.parseCommit(tip.getObjectId());
      try (ObjectInserter inserter = made.newObjectInserter()) {
        inserter.insert(Constants.OBJ_COMMIT, walk.getObjectReader().open(last).getBytes());
        walk.markStart(last.getTree());
        for (RevObject each = walk.nextObject(); each != null; each = walk.nextObject()) {
          inserter.insert(each.getType(), walk.getObjectReader().open(each).getBytes());
        }
        inserter.flush();
      }
      made.getObjectDatabase().setShallowCommits(Set.of(last.copy()));
      RefUpdate update = made.updateRef(source.defaultRef());
      update.setNewObjectId(last);
      update.forceUpdate();
      return made;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static void follow(GoodRepo source, @Nullable GoodRepo fork) {
    try {
      Ref tip = source.git.exactRef(source.defaultRef());
      if (tip != null && fork != null) {
        GoodGit.copy(source.git, List.of(tip), fork.git);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
