package dev.repostore.tck;

import dev.repostore.RepoStore;
import dev.repostore.Secret;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/** The good store, which writes down what of it is called that a broken one may do otherwise. */
final class ObservedStore extends GoodStore {

  private final Set<String> calls;

  private ObservedStore(MovableClock clock, Set<String> calls) {
    super(clock);
    this.calls = calls;
  }

  /** @param calls gets the names of the methods, from whatever thread */
  static RepoStore open(MovableClock clock, Set<String> calls) {
    ObservedStore store = new ObservedStore(clock, calls);
    InvocationHandler handler = (self, method, arguments) -> {
      calls.add(method.getName());
      if (method.isDefault() && !isGoods(method)) {
        // It calls others in turn, which are to be seen, too.
        return InvocationHandler.invokeDefault(self, method, arguments);
      }
      try {
        return method.invoke(store, arguments);
      } catch (InvocationTargetException failed) {
        throw failed.getCause();
      }
    };
    return (RepoStore) Proxy.newProxyInstance(
        RepoStore.class.getClassLoader(), new Class<?>[] {RepoStore.class}, handler);
  }

  /** Whether a forwarding store has it from the good one, and not from the interface. */
  private static boolean isGoods(Method method) {
    return Arrays.stream(ForwardingStore.class.getDeclaredMethods())
        .anyMatch(own -> own.getName().equals(method.getName())
            && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }

  /**
   * The names of what this store does otherwise than the good one. Fails if that cannot be
   * observed.
   */
  static Set<String> changedBy(RepoStore broken) {
    boolean forwards = broken instanceof ForwardingStore;
    Class<?> good = forwards ? ForwardingStore.class : GoodStore.class;
    Set<String> changed = new TreeSet<>();
    for (Class<?> type = broken.getClass(); type != good; type = type.getSuperclass()) {
      changed.addAll(methods(type));
    }
    Set<String> seen = methods(forwards ? RepoStore.class : ObservedStore.class);
    if (!seen.containsAll(changed)
        || (broken instanceof ForwardingStore front && front.good.getClass() != GoodStore.class)) {
      throw new IllegalArgumentException(
          "Observe each of " + changed + " before a store may be broken there.");
    }
    return changed;
  }

  private static Set<String> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .filter(method -> (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0)
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  synchronized long count() {
    calls.add("count");
    return super.count();
  }

  @Override
  void requireOpen() {
    calls.add("requireOpen");
    super.requireOpen();
  }

  @Override
  boolean letsIn(GoodToken token) {
    calls.add("letsIn");
    return super.letsIn(token);
  }

  @Override
  boolean mayPush(GoodRepo repo, GoodToken token) {
    calls.add("mayPush");
    return super.mayPush(repo, token);
  }

  @Override
  int admits(GoodRepo repo, @Nullable Secret secret, boolean push) {
    calls.add("admits");
    return super.admits(repo, secret, push);
  }

  @Override
  ReceivePack receiver(GoodRepo repo, @Nullable Secret secret) {
    calls.add("receiver");
    return super.receiver(repo, secret);
  }

  @Override
  Repository forked(GoodRepo source, boolean defaultBranchOnly) {
    calls.add("forked");
    return super.forked(source, defaultBranchOnly);
  }
}
