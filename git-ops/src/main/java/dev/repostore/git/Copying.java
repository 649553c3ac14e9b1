package dev.repostore.git;

import dev.repostore.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Copies all refs from one remote to another, by way of a repository for a short while. */
final class Copying {

  private static final Fetch EVERYTHING = Fetch.of("+refs/*:refs/*").withTags(Fetch.Tags.NONE);

  private final GitRemote from;
  private final GitRemote to;

  Copying(GitRemote from, GitRemote to) {
    this.from = from;
    this.to = to;
  }

  CopiedRefs run() {
    return from.run("copy", Scope.READ, operation -> {
      try (Scratch scratch = Scratch.create()) {
        Repository repository = scratch.repository();
        new Fetching(operation, repository).fetch(EVERYTHING);
        Map<String, String> copied = new TreeMap<>();
        repository
            .getRefDatabase()
            .getRefsByPrefix(Constants.R_REFS)
            .forEach(ref -> copied.put(ref.getName(), ObjectId.toString(ref.getObjectId())));
        if (!copied.isEmpty()) {
          to.push(repository, Push.of("refs/*:refs/*"));
        }
        requireSame(copied, to.refs());
        return new CopiedRefs(copied.size(), digest(copied));
      }
    });
  }

  private void requireSame(Map<String, String> copied, Map<String, String> there) {
    copied.forEach((ref, commit) -> {
      if (!commit.equals(there.get(ref))) {
        throw new RefRefusedException(
            "After " + from + " was copied to " + to + ", the ref " + PathRule.printable(ref)
                + " is not the same there: " + there.getOrDefault(ref, "missing") + ", not "
                + commit + ". Somebody may push there meanwhile. Copy again when nobody does.",
            ref);
      }
    });
  }

  private static String digest(Map<String, String> refs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      refs.forEach((ref, commit) ->
          digest.update((commit + " " + ref + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java has SHA-256", never);
    }
  }
}
