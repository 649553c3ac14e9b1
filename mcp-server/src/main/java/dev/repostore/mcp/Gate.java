package dev.repostore.mcp;

import dev.repostore.git.Workspace;
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
  private final Origins origins;
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
    Arguments arguments = new Arguments(fields);
    Call call = new Call(tool, arguments, client, this);
    try {
      audit.requireOpen();
      admit(tool);
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
      Complaint complaint =
          client.cancelled() ? Complaint.cancelled() : Complaint.of(failed, call.hint());
      audit.write(call, complaint.code());
      return Outcome.of(complaint);
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
    audit.close();
  }
}
