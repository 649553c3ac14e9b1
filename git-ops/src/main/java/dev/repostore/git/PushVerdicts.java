package dev.repostore.git;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jspecify.annotations.Nullable;

/** Finds out what a host means by what it answers to a push: the protocol has only words for it. */
final class PushVerdicts {

  private PushVerdicts() {}

  /** The words hosts use, in the order they are looked for. */
  private record Word(String text, PushStatus status) {}

  private static final List<Word> WORDS = List.of(
      new Word("hook declined", PushStatus.HOOK_DECLINED),
      new Word("pre-receive", PushStatus.HOOK_DECLINED),
      new Word("read-only", PushStatus.READ_ONLY),
      new Word("read only", PushStatus.READ_ONLY),
      new Word("archived", PushStatus.READ_ONLY),
      new Word("too large", PushStatus.TOO_LARGE),
      new Word("larger than", PushStatus.TOO_LARGE),
      new Word("exceeds", PushStatus.TOO_LARGE),
      new Word("a repo may take", PushStatus.TOO_LARGE),
      new Word("non-fast-forward", PushStatus.NON_FAST_FORWARD),
      new Word("fetch first", PushStatus.STALE),
      new Word("stale", PushStatus.STALE),
      new Word("old id", PushStatus.STALE),
      new Word("already exists", PushStatus.STALE),
      new Word("failed to update ref", PushStatus.STALE),
      new Word("failed to lock", PushStatus.STALE),
      new Word("cannot lock", PushStatus.STALE),
      new Word("atomic", PushStatus.NOT_ATTEMPTED),
      new Word("transaction", PushStatus.NOT_ATTEMPTED));

  static PushReport of(PushResult result, String words) {
    List<PushedRef> refs = result.getRemoteUpdates().stream()
        .map(update -> pushed(
            update,
            status(update),
            result.getAdvertisedRef(update.getRemoteName()),
            update.getMessage()))
        .toList();
    return new PushReport(refs, words);
  }

  /** What a failed push means for its refs, where the remote said something about them. */
  static PushReport ofFailure(
      Operation operation, Collection<RemoteRefUpdate> updates, String words, IOException failed)
      throws IOException {
    String message = String.valueOf(failed.getMessage());
    String unpacking =
        MessageFormat.format(JGitText.get().errorOccurredDuringUnpackingOnTheRemoteEnd, "");
    Answer answer = operation.refusal();
    if (operation.stopped() != null) {
      throw failed;
    }
    if (answer != null && answer.status() == 413) {
      return all(updates, PushStatus.TOO_LARGE, answer.text(), words);
    }
    if (message.contains(unpacking)) {
      String reason = message.substring(message.indexOf(unpacking) + unpacking.length());
      return all(updates, meaning(reason), reason, words);
    }
    if (message.contains(JGitText.get().atomicPushNotSupported)) {
      return all(updates, PushStatus.NOT_SUPPORTED, "atomic pushes", words);
    }
    if (message.contains(MessageFormat.format(JGitText.get().pushOptionsNotSupported, ""))) {
      return all(updates, PushStatus.NOT_SUPPORTED, "push options", words);
    }
    throw failed;
  }

  private static PushReport all(
      Collection<RemoteRefUpdate> updates, PushStatus status, String reason, String words) {
    return new PushReport(
        updates.stream().map(update -> pushed(update, status, null, reason)).toList(), words);
  }

  private static PushedRef pushed(
      RemoteRefUpdate update, PushStatus status, @Nullable Ref before, @Nullable String reason) {
    return new PushedRef(
        update.getRemoteName(),
        status,
        before == null ? null : name(before.getObjectId()),
        name(update.getNewObjectId()),
        reason == null || status.good() ? "" : Answer.plain(reason));
  }

  private static @Nullable String name(@Nullable ObjectId id) {
    return id == null || id.equals(ObjectId.zeroId()) ? null : id.name();
  }

  private static PushStatus status(RemoteRefUpdate update) {
    return switch (update.getStatus()) {
      case OK -> PushStatus.OK;
      case UP_TO_DATE -> PushStatus.UP_TO_DATE;
      case REJECTED_NONFASTFORWARD -> PushStatus.NON_FAST_FORWARD;
      case REJECTED_REMOTE_CHANGED -> PushStatus.STALE;
      case REJECTED_NODELETE -> PushStatus.NOT_SUPPORTED;
      case NON_EXISTING -> PushStatus.ABSENT;
      case REJECTED_OTHER_REASON -> meaning(String.valueOf(update.getMessage()));
      case NOT_ATTEMPTED, AWAITING_REPORT -> PushStatus.NOT_ATTEMPTED;
    };
  }

  private static PushStatus meaning(String reason) {
    String text = reason.toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(word -> text.contains(word.text()))
        .map(Word::status)
        .findFirst()
        .orElse(PushStatus.REFUSED);
  }
}
