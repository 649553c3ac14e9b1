package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.RepoStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a server of tools opens, and what it lets an agent do with it. Immutable.
 *
 * @param stores by name, in the order they are told of; each is opened when it is first needed, and
 *     closed by the server
 * @param root the folder all working copies lie in; made when it is first needed
 * @param scope a prefix of repo names an agent is held to, and does not see; null for all repos
 * @param readOnly whether everything that changes a repo or the disk is refused, whatever else is
 *     allowed
 * @param toolsets the groups of tools that are offered
 * @param revealTokens whether tokens are shown to the agent rather than handles of them
 * @param unasked whether destructive calls are done without asking anybody
 * @param importFrom the hosts imports may come from; empty for all the store allows
 * @param budgets how much may be created and deleted
 * @param audit the file every call is written to; null for none
 * @param clock for expiry and budgets
 */
public record ServerOptions(
    Map<String, Supplier<RepoStore>> stores,
    Path root,
    @Nullable String scope,
    boolean readOnly,
    Set<Toolset> toolsets,
    boolean revealTokens,
    boolean unasked,
    List<String> importFrom,
    Budgets budgets,
    @Nullable Path audit,
    Clock clock) {

  /**
   * How often in any hour.
   *
   * @param creates repos created, forked or imported; 0 or more
   * @param deletes repos deleted; 0 or more
   */
  public record Budgets(int creates, int deletes) {

    /** None. */
    public static final Budgets NONE = new Budgets(Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Refuses what is less than nothing. */
    public Budgets {
      if (creates < 0 || deletes < 0) {
        throw new InvalidRequestException("budgets", "A budget must be 0 or more.");
      }
    }
  }

  /** Copies what could change. */
  public ServerOptions {
    if (stores.isEmpty()) {
      throw new InvalidRequestException("stores", "A server of tools needs a store.");
    }
    stores = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(stores));
    Objects.requireNonNull(root, "root");
    if (scope != null) {
      Names.repo(scope);
    }
    toolsets = Set.copyOf(toolsets);
    importFrom = List.copyOf(importFrom);
    Objects.requireNonNull(budgets, "budgets");
    Objects.requireNonNull(clock, "clock");
  }

  /** One store, all tools, and nothing destructive unasked. */
  public static ServerOptions of(String name, Supplier<RepoStore> store, Path root) {
    return new ServerOptions(
        Map.of(name, store),
        root,
        null,
        false,
        EnumSet.allOf(Toolset.class),
        false,
        false,
        List.of(),
        Budgets.NONE,
        null,
        Clock.systemUTC());
  }

  /** The same with other stores. */
  public ServerOptions withStores(Map<String, Supplier<RepoStore>> stores) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same, held to names that begin so. */
  public ServerOptions withScope(@Nullable String scope) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same, refusing changes or not. */
  public ServerOptions withReadOnly(boolean readOnly) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same with other tools. */
  public ServerOptions withToolsets(Set<Toolset> toolsets) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same, showing tokens or not. */
  public ServerOptions withRevealTokens(boolean revealTokens) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same, asking before it destroys or not. */
  public ServerOptions withUnasked(boolean unasked) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same, importing from these hosts alone. */
  public ServerOptions withImportFrom(List<String> importFrom) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same with other budgets. */
  public ServerOptions withBudgets(Budgets budgets) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same, writing its calls to a file. */
  public ServerOptions withAudit(@Nullable Path audit) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }

  /** The same with another clock. */
  public ServerOptions withClock(Clock clock) {
    return new ServerOptions(
        stores,
        root,
        scope,
        readOnly,
        toolsets,
        revealTokens,
        unasked,
        importFrom,
        budgets,
        audit,
        clock);
  }
}
