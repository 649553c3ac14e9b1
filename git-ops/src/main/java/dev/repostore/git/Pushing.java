package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteConfig;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.jspecify.annotations.Nullable;

/** Pushes from a repository, and tells of each ref what became of it. */
final class Pushing {

  private final Operation operation;
  private final Repository repository;

  Pushing(Operation operation, Repository repository) {
    this.operation = operation;
    this.repository = repository;
  }

  /**
   * @throws PushRejectedException if a ref was not taken, unless the push is only to report that
   */
  PushReport push(Push push) throws IOException {
    PushReport report = send(push, updates(push));
    if (!report.good() && !push.reporting()) {
      throw new PushRejectedException(operation.shown(), report);
    }
    return report;
  }

  /** Sends what was found by whatever means. */
  PushReport send(Push push, Collection<RemoteRefUpdate> updates) throws IOException {
    if (updates.isEmpty()) {
      return new PushReport(List.of(), "");
    }
    HostWords words = new HostWords();
    try (Transport transport = operation.open(repository)) {
      if (!(transport instanceof TransportHttp)) {
        operation.deliver();
      }
      transport.setPushAtomic(push.atomic());
      transport.setDryRun(push.dryRun());
      if (!push.options().isEmpty()) {
        transport.setPushOptions(push.options());
      }
      if (repository instanceof FencedRepository fenced) {
        fenced.beginPush(updates);
      }
      try {
        PushResult result = transport.push(new Monitor(operation), updates, words);
        // Known by now, and told even to who gave up meanwhile.
        operation.settle();
        return PushVerdicts.of(result, operation.hide(words.text()));
      } catch (IOException failed) {
        requireNothingMissing(failed);
        PushReport report =
            PushVerdicts.ofFailure(operation, updates, operation.hide(words.text()), failed);
        operation.settle();
        return report;
      } finally {
        if (repository instanceof FencedRepository fenced) {
          fenced.endPush();
        }
      }
    }
  }

  /** JGit would tell what the remote says of the pack that has broken off here. */
  private void requireNothingMissing(IOException failed) {
    for (Throwable first : failed.getSuppressed()) {
      MissingObjectException missing = Failures.in(first, MissingObjectException.class);
      if (missing != null && repository.getDirectory() != null) {
        operation.settle();
        throw LocalRepo.failed("push", repository.getDirectory().toPath(), missing);
      }
    }
  }

  private Collection<RemoteRefUpdate> updates(Push push) throws IOException {
    if (push.refSpecs().isEmpty()) {
      throw new InvalidRequestException(
          "ref_specs", "The push names no ref. Name one, as in Push.of(\"main\").");
    }
    boolean someForced = push.refSpecs().stream().anyMatch(spec -> spec.startsWith("+"));
    List<RefSpec> specs = new ArrayList<>();
    Map<String, RefLeaseSpec> leases = new HashMap<>();
    push.leases().forEach((ref, expected) -> leases.put(ref, new RefLeaseSpec(ref, expected)));
    for (String text : push.refSpecs()) {
      RefSpec spec = full(text);
      boolean leased = leases.containsKey(spec.getDestination());
      boolean force = spec.isForceUpdate() || (push.force() && !someForced) || leased;
      specs.add(spec.setForceUpdate(force));
    }
    return Transport.findRemoteRefUpdatesFor(repository, specs, leases, tracking());
  }

  /** The refspec with both sides written out, as far as this side can know them. */
  private RefSpec full(String text) throws IOException {
    RefSpec spec;
    try {
      spec = new RefSpec(text);
    } catch (IllegalArgumentException malformed) {
      throw bad(text, "is not written as Git writes one. Write main, main:other or :gone");
    }
    if (spec.isWildcard()) {
      return spec;
    }
    String source = spec.getSource();
    Ref ref = source == null ? null : repository.findRef(source);
    if (source != null && ref == null && resolve(source) == null) {
      throw bad(
          text,
          "names '" + source
              + "', which is not in this repository. Commit first, or name a branch of Checkout.branches()");
    }
    if (spec.getDestination() == null && ref == null) {
      throw bad(text, "names a commit, and no ref it goes to. Write " + text + ":refs/heads/…");
    }
    String target = spec.getDestination() == null ? source : spec.getDestination();
    String destination = destination(text, String.valueOf(target), ref);
    if (!RefName.isSound(destination)) {
      throw bad(text, "goes to '" + destination + "', which can be no ref. Choose another name");
    }
    return new RefSpec(
        (spec.isForceUpdate() ? "+" : "") + (source == null ? "" : source) + ":" + destination);
  }

  private @Nullable ObjectId resolve(String source) throws IOException {
    try {
      return repository.resolve(source);
    } catch (org.eclipse.jgit.errors.RevisionSyntaxException malformed) {
      return null;
    }
  }

  private String destination(String text, String target, @Nullable Ref source) {
    if (target.startsWith(Constants.R_REFS)) {
      return target;
    }
    if (source == null) {
      return Constants.R_HEADS + target;
    }
    String name = source.getLeaf().getName();
    if (target.equals(Constants.HEAD) || name.equals(Constants.HEAD)) {
      if (name.equals(Constants.HEAD)) {
        throw bad(
            text, "pushes a detached HEAD and does not say where to. Write HEAD:refs/heads/…");
      }
      return name;
    }
    if (name.endsWith("/" + target)) {
      return name;
    }
    int kind = name.indexOf('/', Constants.R_REFS.length());
    return name.substring(0, kind + 1) + target;
  }

  private static InvalidRequestException bad(String text, String why) {
    return new InvalidRequestException("ref_specs", "The refspec '" + text + "' " + why + ".");
  }

  /** So that a push moves {@code origin/main} here, too. */
  private Collection<RefSpec> tracking() throws IOException {
    try {
      RemoteConfig origin = new RemoteConfig(repository.getConfig(), "origin");
      boolean same = origin.getURIs().stream()
          .anyMatch(uri -> uri.toString().equals(operation.url().toString()));
      return same ? origin.getFetchRefSpecs() : List.of();
    } catch (java.net.URISyntaxException malformed) {
      return List.of();
    }
  }
}
