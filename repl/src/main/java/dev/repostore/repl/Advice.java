package dev.repostore.repl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to do, for who does not program: the library's own advice is about its methods, and a person
 * at a shell has words, or commands.
 */
final class Advice {

  private static final String NO_CREDENTIAL = "Pass an API token with Artifacts Read and Edit as a"
      + " Secret to RepoStores.open(url, secret), or set CLOUDFLARE_API_TOKEN in the environment.";
  private static final String CREDENTIAL = "Set REPOSTORE_TOKEN or CLOUDFLARE_API_TOKEN to an API"
      + " token with Artifacts Read and Edit, or give the store a name and say where its token is:"
      + " 'repostore stores add --help'.";

  private static final Map<String, String> WORDS = new LinkedHashMap<>();
  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    of(
        "GitRemote.refs() shows those there are",
        "GitRemote.of(repo(\"name\")).refs() shows those there are",
        "Give a branch or a tag that is there, or none for the default branch");
    of(
        "list() shows those there are",
        "repos() shows those there are",
        "'repostore repo list' shows those there are");
    of(
        "List the repos to see those there are.",
        "repos() shows those there are.",
        "'repostore repo list' shows those there are.");
    of(
        "List the repo's tokens to see those there are.",
        "tokens(\"name\") shows those there are.",
        "'repostore token list' shows those there are.");
    of(
        "Check the name, and list what there is.",
        "Check the name: repos() shows the repos there are.",
        "Check the name: 'repostore repo list' shows the repos there are.");
    of(
        "tokens(repo) lists the ids",
        "tokens(\"name\") lists the ids",
        "'repostore token list' shows the ids");
    of(
        "Ask info().capabilities() first, or open a store that does.",
        "Have use(…) open a store that does; stores() shows what each can do.",
        "Choose a store that does.");
    of(
        "It is still being made; awaitReady waits for it.",
        "It is still being made; store().awaitReady(\"name\", ofMinutes(5)) waits for it.",
        "It is still being made; try again in a moment.");
    of(NO_CREDENTIAL, CREDENTIAL, CREDENTIAL);
  }

  private Advice() {}

  private static void of(String method, String word, String command) {
    WORDS.put(method, word);
    COMMANDS.put(method, command);
  }

  static String inWords(String advice) {
    return replaced(advice, WORDS);
  }

  static String inCommands(String advice) {
    return replaced(advice, COMMANDS);
  }

  /** The first that fits: no advice is about two of them. */
  private static String replaced(String advice, Map<String, String> texts) {
    return texts.entrySet().stream()
        .filter(text -> advice.contains(text.getKey()))
        .findFirst()
        .map(text -> advice.replace(text.getKey(), text.getValue()))
        .orElse(advice);
  }
}
