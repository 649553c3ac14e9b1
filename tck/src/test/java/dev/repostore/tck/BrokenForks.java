package dev.repostore.tck;

import static dev.repostore.tck.BrokenStore.broken;

import dev.repostore.Capability;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoContent;
import dev.repostore.StoreInfo;
import java.util.List;

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
}
