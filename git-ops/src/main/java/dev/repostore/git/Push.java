package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What to push. Start with {@link #of(String...)}, {@link #tags()}, {@link #notes()} or
 * {@link #delete(String...)}.
 *
 * @param refSpecs as Git writes them: {@code main}, {@code HEAD:refs/heads/main},
 *     {@code refs/notes/*:refs/notes/*}, {@code :gone}; one that begins with {@code +} needs
 *     {@code force}
 * @param leases for each full ref name that may lose commits the hash it must have at the remote
 *     (40 zeros: it must not be there)
 * @param force whether commits of others may be lost, unseen
 * @param atomic whether all refs change or none
 * @param dryRun whether the remote is only looked at, and nothing sent
 * @param options what the host's hooks are told
 * @param reporting whether a ref that the remote does not take is only reported, instead of thrown
 */
public record Push(
    List<String> refSpecs,
    Map<String, String> leases,
    boolean force,
    boolean atomic,
    boolean dryRun,
    List<String> options,
    boolean reporting) {

  /**
   * Copies its lists.
   *
   * @throws InvalidRequestException with field {@code ref_specs} or {@code expected} if one is not
   *     as it must be
   */
  public Push {
    refSpecs = List.copyOf(refSpecs);
    leases = Map.copyOf(leases);
    options = List.copyOf(options);
    if (!force && refSpecs.stream().anyMatch(spec -> spec.startsWith("+"))) {
      throw new InvalidRequestException(
          "ref_specs",
          "A refspec begins with '+', which could lose commits of others. Push withLease(ref,"
              + " expected), or ask for forceWithoutLease() by that name.");
    }
    leases.forEach((ref, expected) -> {
      if (!ref.startsWith(Constants.R_REFS) || !ObjectId.isId(expected)) {
        throw new InvalidRequestException(
            "expected",
            "The lease on '" + PathRule.printable(ref)
                + "' does not expect 40 hex digits there. Give"
                + " the whole hash the branch or ref had when you saw it last, or null if there was"
                + " none.");
      }
    });
  }

  /** Pushes these refs, each only if no commit is lost. */
  public static Push of(String... refSpecs) {
    return new Push(List.of(refSpecs), Map.of(), false, false, false, List.of(), false);
  }

  /** Pushes all tags. */
  public static Push tags() {
    return of("refs/tags/*:refs/tags/*");
  }

  /** Pushes all notes. */
  public static Push notes() {
    return of("refs/notes/*:refs/notes/*");
  }

  /** Deletes refs of the remote. */
  public static Push delete(String... refs) {
    return of().and(List.of(refs).stream().map(ref -> ":" + ref).toArray(String[]::new));
  }

  /** The same and more refs. */
  public Push and(String... more) {
    List<String> all = new ArrayList<>(refSpecs);
    all.addAll(List.of(more));
    return new Push(all, leases, force, atomic, dryRun, options, reporting);
  }

  /** The same and all tags. */
  public Push withTags() {
    return and("refs/tags/*:refs/tags/*");
  }

  /**
   * The same, and a branch may lose commits if it is where the caller saw it last.
   *
   * @param ref in full, or the name of a branch
   * @param expected the hash it must have now; null if it must not be there
   */
  public Push withLease(String ref, @Nullable String expected) {
    Map<String, String> more = new HashMap<>(leases);
    more.put(
        ref.startsWith(Constants.R_REFS) ? ref : Constants.R_HEADS + ref,
        expected == null ? ObjectId.zeroId().name() : expected);
    return new Push(refSpecs, more, force, atomic, dryRun, options, reporting);
  }

  /**
   * The same, and whatever is at the remote is overwritten: commits of others are lost, unseen.
   * Refspecs may begin with {@code +}, and then only those are forced.
   */
  public Push forceWithoutLease() {
    return new Push(refSpecs, leases, true, atomic, dryRun, options, reporting);
  }

  /** The same, all refs or none; a host that cannot do that is told apart. */
  public Push atomically() {
    return new Push(refSpecs, leases, force, true, dryRun, options, reporting);
  }

  /** The same, only looked at. */
  public Push asDryRun() {
    return new Push(refSpecs, leases, force, atomic, true, options, reporting);
  }

  /** The same with something to tell the host's hooks. */
  public Push withOption(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Push(refSpecs, leases, force, atomic, dryRun, more, reporting);
  }

  /** The same, with refs that are not taken reported instead of thrown. */
  public Push reportingOnly() {
    return new Push(refSpecs, leases, force, atomic, dryRun, options, true);
  }
}
