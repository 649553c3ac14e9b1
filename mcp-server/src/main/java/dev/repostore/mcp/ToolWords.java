package dev.repostore.mcp;

import dev.repostore.AccessRefusedException;
import dev.repostore.RepoStoreException;
import dev.repostore.StoreUnavailableException;
import dev.repostore.git.CheckoutUnusableException;
import dev.repostore.git.GitException;
import dev.repostore.git.GitRefusedException;
import dev.repostore.git.MergeConflictException;
import dev.repostore.git.NothingToCommitException;
import dev.repostore.git.PathRefusedException;
import dev.repostore.git.PushRejectedException;
import dev.repostore.git.RefRefusedException;
import dev.repostore.git.UncommittedChangesException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says in words of the tools what the library advises whoever writes Java: an agent has the tools
 * alone. What happened, and why, stays as the library tells it.
 */
final class ToolWords {

  /** Advice of one kind of failure, and what there is in its place. */
  private record Advice(Class<? extends Exception> of, Pattern library, String tools) {}

  private static final List<Advice> ADVICE = List.of(
      advice(
          MergeConflictException.class,
          "edit, stage and commit them, or abort the merge",
          "edit them and commit, or give up with pull and how=abort"),
      advice(
          MergeConflictException.class,
          "Edit and stage those files, or abort the merge",
          "Edit those files and commit, or give up with pull and how=abort"),
      advice(
          MergeConflictException.class,
          "merge instead, and resolve it there",
          "pull with how=merge instead, and resolve it there"),
      advice(
          RefRefusedException.class,
          "Commit it or abort it first",
          "Finish it with commit, or give it up with pull and how=abort"),
      advice(
          RefRefusedException.class,
          "Merge it, or delete it with force",
          "Leave it; it can be deleted once the branch you are on has its commits"),
      advice(
          RefRefusedException.class,
          "Ask for a merge or a rebase",
          "Pull with how=merge or how=rebase"),
      advice(
          NothingToCommitException.class,
          "Stage files first, or allow an empty commit",
          "Change files first; status says what is there"),
      advice(
          UncommittedChangesException.class,
          "Commit them, move the files away, or give them up.*",
          "Commit them, or move the files away; diff shows the changes."),
      advice(
          UncommittedChangesException.class,
          "Commit or unstage them first",
          "Commit them first; status lists them"),
      advice(
          CheckoutUnusableException.class,
          "Clone or init one there",
          "Call clone, and pass the folder it tells"),
      advice(
          PathRefusedException.class,
          ", or open a workspace that holds both",
          ": its path in the workspace"),
      advice(
          GitRefusedException.class,
          "Make one with the scope WRITE",
          "Mint one with scope=write, or leave token out"),
      advice(PushRejectedException.class, "Fetch, merge or rebase, and push", "Pull, and push"),
      advice(PushRejectedException.class, "Fetch, look, and push", "Pull, look, and push"));

  private static final Pattern FOR_JAVA = Pattern.compile("\\w\\(\\w*\\)|\\bGit(Limits|Remote)\\.");
  private static final Pattern ADVISED_URL = Pattern.compile("Check base-url.*", Pattern.DOTALL);
  private static final Pattern ADVISED_SECRET =
      Pattern.compile("(?<=\\. )Pass an API token.*", Pattern.DOTALL);

  private ToolWords() {}

  private static Advice advice(Class<? extends Exception> of, String library, String tools) {
    return new Advice(of, Pattern.compile(library, Pattern.DOTALL), tools);
  }

  /** What a failure says, to be told to an agent. */
  static String of(Throwable thrown, String message, StoreHint store) {
    if (thrown instanceof RepoStoreException) {
      return forTools(ofStore(thrown, message, store));
    }
    String told = message;
    if (thrown instanceof GitException) {
      for (Advice advice : ADVICE) {
        if (advice.of().isInstance(thrown)) {
          told = advice.library().matcher(told).replaceFirst(advice.tools());
        }
      }
    }
    return forTools(told);
  }

  private static String ofStore(Throwable thrown, String message, StoreHint store) {
    if (thrown instanceof AccessRefusedException) {
      return ADVISED_SECRET
          .matcher(message)
          .replaceFirst("Whoever runs this server sets " + store.tokenVariable()
              + " in its environment, and starts it again.");
    }
    if (thrown instanceof StoreUnavailableException && store.served()) {
      return ADVISED_URL
          .matcher(message)
          .replaceFirst("The 'repostore serve' this server went through is gone: whoever runs it"
              + " starts it again on that data folder, or starts this server again.");
    }
    return message;
  }

  /** Without the sentences that tell somebody who writes Java what to call, but for the first. */
  private static String forTools(String message) {
    if (!FOR_JAVA.matcher(message).find()) {
      return message;
    }
    List<String> sentences = new ArrayList<>(List.of(message.split("(?<=\\.) ", -1)));
    List<String> rest = sentences.subList(1, sentences.size());
    rest.removeIf(sentence -> FOR_JAVA.matcher(sentence).find());
    return String.join(" ", sentences);
  }
}
