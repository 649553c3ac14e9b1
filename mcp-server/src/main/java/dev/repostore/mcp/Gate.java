package dev.repostore.mcp;

import dev.repostore.git.Workspace;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Origins origins;
  private final Set<Call> running = ConcurrentHashMap.newKeySet();
  private final CursorSeal cursors = new CursorSeal();
  private @Nullable Workspace workspace;

  Gate(ServerOptions options) {
    this.options = options;
    this.stores = new Stores(options);
    this.confirmations = new Confirmations(options.unasked(), options.clock());
    this.creates = new Budget("new repos", options.budgets().creates(), options.clock());
    this.deletes = new Budget("deletions", options.budgets().deletes(), options.clock());
    this.audit = new Audit(options.audit(), options.clock());
    this.handles = new Handles(options.revealTokens());
    this.origins = new Origins(options.importFrom());
  }

  /** Calls a tool, and tells how that went whatever happens. */
  Outcome call(Tool tool, @Nullable Map<String, Object> fields, Client client) {
    Call call = new Call(tool, new Arguments(fields), client, this);
    try {
      audit.requireOpen();
    } catch (RefusedException unusable) {
      return Outcome.of(Complaint.of(unusable, call.hint()));
    }
    running.add(call);
    try {
      return run(call, client);
    } finally {
      running.remove(call);
    }
  }

  private Outcome run(Call call, Client client) {
    String ended;
    Outcome outcome;
    try {
      admit(call.tool());
      call.tool().input().check(call.arguments());
      outcome = Outcome.of(call.tool().handler().handle(call));
      ended = "ok";
    } catch (PlannedException planned) {
      outcome = Outcome.of(planned.answer());
      ended = "planned";
    } catch (AskedException asked) {
      Outcome unwritten = write(call, "asked");
      if (unwritten == null) {
        throw asked;
      }
      return unwritten;
    } catch (Exception | StackOverflowError | AssertionError failed) {
      Complaint complaint =
          client.cancelled() ? Complaint.cancelled() : Complaint.of(failed, call.hint());
      outcome = Outcome.of(complaint);
      ended = complaint.code();
    }
    Outcome unwritten = write(call, ended);
    return unwritten == null ? outcome : unwritten;
  }

  /** Null if it is written down, by whoever came first; else what is told in place of all else. */
  private @Nullable Outcome write(Call call, String ended) {
    try {
      if (running.remove(call)) {
        audit.write(call, ended);
      }
      return null;
    } catch (RefusedException unusable) {
      return Outcome.of(Complaint.of(unusable, call.hint()));
    }
  }

  /** Writes down a call of what is not here, which is refused by whoever was asked. */
  void miss(String name, Map<String, Object> about, String ended) {
    try {
      audit.requireOpen();
      audit.write(name, stores.names().get(0), new Arguments(about), true, ended);
    } catch (RefusedException unusable) {
      // Nothing is done in any case.
    }
  }

  private void admit(Tool tool) {
    if (!options.toolsets().contains(tool.toolset())) {
      throw new RefusedException(
          "not_offered", "The tools of the set '" + tool.toolset() + "' are not offered here.");
    }
    if (options.readOnly() && !tool.hints().readOnly()) {
      throw new RefusedException(
          "read_only",
          "This server was started to read only, so '" + tool.name() + "' is refused. Ask whoever "
              + "runs it.");
    }
  }

  /** Whether this server lets a tool be called, whatever its stores can do: none is opened. */
  boolean lets(Tool tool) {
    return options.toolsets().contains(tool.toolset())
        && (!options.readOnly() || tool.hints().readOnly());
  }

  /** Whether a tool is told of at all. */
  boolean offers(Tool tool) {
    return lets(tool)
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

  CursorSeal cursors() {
    return cursors;
  }

  /** The hosts imports may come from. */
  Origins origins() {
    return origins;
  }

  /** The folder all working copies lie in; made if it is not there. */
  synchronized Workspace workspace() {
    if (workspace == null) {
      workspace = Root.open(options.root(), stores.folders());
    }
    return workspace;
  }

  @Override
  public void close() {
    stores.close();
    running.forEach(call -> write(call, "unfinished"));
    audit.close();
  }
}
