package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a field is filled with, a tool says what is wrong with it, and nothing else happens. */
class FuzzTest extends OnAStore {

  private static final long SEED = 42;
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final List<Object> ODD = List.of(
      "",
      " ",
      ".",
      "..",
      "/",
      "\\",
      "../../../../etc/passwd",
      "/etc/passwd",
      "file:///etc/passwd",
      "C:\\x",
      "a/../../b",
      "a//b",
      ".git/config",
      "x/.git/hooks/pre-commit",
      "-h",
      "--upload-pack=touch /tmp/x",
      "a\0b",
      "a\nb\r\n",
      "\u202etxt.exe",
      "\u200b",
      "\ud800",
      "\udc00\ud800",
      "e\u0301\ufe0f",
      "HEAD",
      "@{-1}",
      "main^{/x}",
      "refs/heads/*",
      ":/x",
      "main..main",
      "0".repeat(40),
      "f".repeat(39),
      "handle_",
      "art_v1_" + "a".repeat(40) + "?expires=1",
      "${jndi:ldap://x}",
      "%s%n%x",
      "(((((((((((",
      "(a+)+$",
      "[",
      "{a,b",
      "http://[::1",
      "http://u:p@127.0.0.1:1/x",
      "x".repeat(300),
      "x".repeat(100_000),
      "\u202e".repeat(5_000),
      -1,
      0,
      1,
      Integer.MAX_VALUE,
      Long.MIN_VALUE,
      1.5,
      1e300,
      true,
      List.of(),
      List.of("..", "\0", "x".repeat(5000)),
      List.of(1, List.of(2)),
      List.of(Map.of("path", "../x", "text", "x")),
      List.of(Map.of("path", "a\0", "text", "x")),
      List.of(Map.of("path", "a", "rename_to", "/etc/passwd")),
      List.of(Map.of("path", "a", "link_to", "/etc/passwd\0")),
      List.of(Map.of("path", Map.of())),
      Map.of(),
      Map.of("a", Map.of("b", List.of())));

  FuzzTest() {
    super(Place.EMBEDDED);
  }

  private static List<Object> odd() {
    Random random = new Random(SEED);
    List<Object> all = new ArrayList<>(ODD);
    Object deep = "x";
    for (int i = 0; i < 500; i++) {
      deep = i % 2 == 0 ? List.of(deep) : Map.of("x", deep);
    }
    all.add(deep);
    for (int i = 0; i < 15; i++) {
      StringBuilder text = new StringBuilder();
      for (int at = random.nextInt(40); at >= 0; at--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
      }
      all.add(text.toString());
    }
    return all;
  }

  /** What would do. */
  private static Map<String, Object> good(Tool tool) {
    Map<String, Object> all = new HashMap<>();
    for (String field : tool.input().required()) {
      all.put(field, field.equals("folder") || field.equals("repo") ? "x" : "main");
    }
    if (tool.input().has("changes")) {
      all.put("changes", List.of(Map.of("path", "b", "text", "b\n")));
    }
    if (tool.input().has("url")) {
      all.put("url", "http://127.0.0.1:9/x.git");
    }
    if (tool.input().required().isEmpty() && tool.input().has("folder")) {
      all.put("repo", "x");
    }
    return all;
  }

  @Test
  void someOfEverythingInEveryField() throws IOException {
    fuzz(new Random(SEED), 12);
  }

  @Test
  @Tag("soak")
  void everythingInEveryField() throws IOException {
    fuzz(new Random(SEED), Integer.MAX_VALUE);
  }

  private void fuzz(Random random, int values) throws IOException {
    Path audit = folder.resolve("audit");
    open(options -> options.withScope("in.").withAudit(audit), "main");
    desk.ok("create_repo", name("x"));
    commit("x", "a", "a\n");
    desk.ok("clone", repo("x"));
    List<String> before = outside();
    List<Object> odd = odd();
    List<Tool> tools = new ArrayList<>(desk.tools());
    tools.add(FileResource.READ);
    Prompts.all().forEach(prompt -> tools.add(prompt.tool()));
    int calls = 0;
    for (Tool tool : tools) {
      for (String field : tool.input().names()) {
        Collections.shuffle(odd, random);
        for (Object value : odd.subList(0, Math.min(values, odd.size()))) {
          Map<String, Object> arguments = good(tool);
          arguments.put(field, value);
          check(tool, field, value, arguments);
          calls++;
        }
      }
      check(tool, "\u202e\0", "x", new HashMap<>(Map.of("\u202e\0\ud800", "x")));
    }
    assertThat(calls).isGreaterThan(1_000);
    assertThat(outside()).isEqualTo(before);
    assertThat(AuditFile.verify(audit).whole()).isTrue();
    desk.ok("get_repo", repo("x"));
  }

  private void check(Tool tool, String field, Object value, Map<String, Object> arguments) {
    long start = System.nanoTime();
    Outcome outcome = desk.call(tool, arguments, new Desk.Mute());
    String said = Json.text(Features.result(outcome));
    String shown = String.valueOf(value);
    assertThat(System.nanoTime() - start)
        .as("%s %s", tool.name(), field)
        .isLessThan(LONGEST.toNanos());
    assertThat(said)
        .as("%s with %s = %s", tool.name(), field, shown.substring(0, Math.min(60, shown.length())))
        .doesNotContain(
            "\"code\":\"internal\"", "\\tat ", "java.lang", "Exception", "\u202e", "root:");
    assertThat(said.length()).as("%s %s", tool.name(), field).isLessThan(300_000);
    desk.said().clear();
  }

  /** All there is but what the tools may make: the workspace, and the store's own files. */
  private List<String> outside() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> !path.startsWith(root()))
          .map(Path::toString)
          .filter(path -> !path.contains("/data"))
          .sorted()
          .toList();
    }
  }
}
