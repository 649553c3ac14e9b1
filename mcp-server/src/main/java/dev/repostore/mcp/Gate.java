package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.git.Workspace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one way from a client to a store or the file system: every tool, resource and prompt passes
 * here, is held to what the server was started with, and is written to the audit. Thread-safe.
 */
final class Gate implements AutoCloseable {

  private final ServerOptions options;
  private final Stores stores;
  private final Confirmations confirmations;
  private final Budget creates;
  private final Budget deletes;
  private final Audit audit;
  private final Handles handles;
  private @Nullable Workspace workspace;

  Gate(ServerOptions options) {
    this.options = options;
    this.stores = new Stores(options);
    this.confirmations = new Confirmations(options.unasked(), options.clock());
    this.creates = new Budget("new repos", options.budgets().creates(), options.clock());
    this.deletes = new Budget("deletions", options.budgets().deletes(), options.clock());
    this.audit = new Audit(options.audit(), options.clock());
    this.handles = new Handles();
  }

  /** Calls a tool, and tells how that went whatever happens. */
  Outcome call(Tool tool, @Nullable Map<String, Object> fields, Client client) {
    Arguments arguments = new Arguments(fields);
    Call call = new Call(tool, arguments, client, this);
    try {
      audit.requireOpen();
      admit(tool, arguments);
      tool.input().check(arguments);
      Answer answer = tool.handler().handle(call);
      audit.write(call, "ok");
      return Outcome.of(answer);
    } catch (PlannedException planned) {
      audit.write(call, "planned");
      return Outcome.of(planned.answer());
    } catch (AskedException asked) {
      throw asked;
    } catch (Exception | StackOverflowError | AssertionError failed) {
      Complaint complaint = client.cancelled() ? Complaint.cancelled() : Complaint.of(failed);
      audit.write(call, complaint.code());
      return Outcome.of(complaint);
    }
  }

  private void admit(Tool tool, Arguments arguments) {
    if (!options.toolsets().contains(tool.toolset())) {
      throw new RefusedException(
          "not_offered", "The tools of the set '" + tool.toolset() + "' are not offered here.");
    }
    if (options.readOnly() && !tool.hints().readOnly() && !arguments.flag("dry_run")) {
      throw new RefusedException(
          "read_only",
          "This server was started to read only, so '" + tool.name() + "' is refused. Ask whoever "
              + "runs it.");
    }
  }

  /** Whether a tool is told of at all. */
  boolean offers(Tool tool) {
    return options.toolsets().contains(tool.toolset())
        && (!options.readOnly() || tool.hints().readOnly())
        && (tool.needs().isEmpty() || stores.capabilities().containsAll(tool.needs()));
  }

  ServerOptions options() {
    return options;
  }

  Stores stores() {
    return stores;
  }

  Confirmations confirmations() {
    return confirmations;
  }

  Handles handles() {
    return handles;
  }

  /** To be spent when a repo is made, and not for a dry run. */
  Budget creates() {
    return creates;
  }

  /** To be spent when a repo is deleted. */
  Budget deletes() {
    return deletes;
  }

  /** Refuses hosts that imports may not come from. */
  void requireImportFrom(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    boolean allowed = options.importFrom().isEmpty()
        || options.importFrom().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    if (!allowed) {
      throw new RefusedException(
          "import_refused",
          "Imports from '" + host + "' are not allowed here, only from "
              + String.join(", ", options.importFrom()) + ". Ask whoever runs the server.");
    }
  }

  /** The folder all working copies lie in; made if it is not there. */
  synchronized Workspace workspace() {
    if (workspace == null) {
      workspace = open(options.root());
    }
    return workspace;
  }

  private static Workspace open(Path root) {
    try {
      Files.createDirectories(root);
      Path real = root.toRealPath();
      Path home = Path.of(System.getProperty("user.home")).toAbsolutePath();
      if (real.getParent() == null || home.startsWith(real)) {
        throw new RefusedException(
            "root_refused",
            "The workspace cannot be '" + root + "': it is, or holds, the home folder. Start the "
                + "server with --root and a folder of its own.");
      }
      return Workspace.at(real);
    } catch (IOException unusable) {
      throw new InvalidRequestException(
          "root",
          "The workspace '" + root + "' cannot be made. Start the server with another --root.",
          null,
          unusable);
    }
  }

  @Override
  public void close() {
    stores.close();
    audit.close();
  }
}
