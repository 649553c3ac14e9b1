package dev.repostore.tck;

import static dev.repostore.tck.BrokenStore.broken;

import dev.repostore.Secret;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/** Stores that go wrong with what is pushed to them. */
final class BrokenPushes {

  private BrokenPushes() {}

  static List<BrokenStore> all() {
    return List.of(
        receiving("drops submodules", DroppingSubmodules::new, "6.1"),
        receiving(
            "takes a forced push wherever the branch is",
            repo -> new Overwriting(repo, false),
            "6.14"),
        receiving(
            "splits atomic pushes",
            repo -> new ReceivePack(repo.git) {
              @Override
              public void setAtomic(boolean atomic) {
                super.setAtomic(false);
              }
            },
            "6.15"),
        receiving("takes the last of two commits", repo -> new Overwriting(repo, true), "6.16"),
        receiving(
            "forgets what is added to notes",
            repo -> {
              ReceivePack receive = new ReceivePack(repo.git);
              receive.setPreReceiveHook((pack, commands) -> commands.stream()
                  .filter(command -> command.getType() == ReceiveCommand.Type.UPDATE)
                  .filter(command -> command.getRefName().startsWith(Constants.R_NOTES))
                  .forEach(command -> command.setResult(ReceiveCommand.Result.OK)));
              return receive;
            },
            "6.17"),
        receiving(
            "takes no megabyte",
            repo -> {
              ReceivePack receive = new ReceivePack(repo.git);
              receive.setMaxPackSizeLimit(1 << 20);
              return receive;
            },
            "6.18"),
        receiving("offers no atomic pushes", repo -> {
          if (repo.git instanceof InMemoryRepository memory) {
            memory.setPerformsAtomicTransactions(false);
          }
          return new ReceivePack(repo.git);
        }));
  }

  private static BrokenStore receiving(
      String fault, Function<GoodRepo, ReceivePack> receiver, String... rules) {
    return broken(
        fault,
        clock -> new GoodStore(clock) {
          @Override
          ReceivePack receiver(GoodRepo repo, @Nullable Secret secret) {
            return receiver.apply(repo);
          }
        },
        rules);
  }
}
