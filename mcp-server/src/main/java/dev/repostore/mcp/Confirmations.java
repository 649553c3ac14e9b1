package dev.repostore.mcp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who agreed to a destructive call: the one who started the server, a person who is asked, or a
 * plan. A plan is good once, for a few minutes, for the same tool with the same arguments on the
 * same repo at the same head. Thread-safe.
 */
final class Confirmations {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MOST_PLANS = 1000;

  /** What was agreed to, of which no more is kept than that it can be told from all else. */
  private record Plan(String digest, Instant expiresAt) {}

  private final boolean unasked;
  private final Clock clock;
  private final Map<String, Plan> plans = new LinkedHashMap<>();

  Confirmations(boolean unasked, Clock clock) {
    this.unasked = unasked;
    this.clock = clock;
  }

  /**
   * Goes on, or throws.
   *
   * @param state asked for before, and again after a person has taken their time
   */
  void require(Call call, Client client, String deed, Supplier<String> state) {
    if (unasked) {
      return;
    }
    @Nullable String planId = call.arguments().textOr("plan_id", null);
    Plan wanted = new Plan(digest(call, state.get()), clock.instant().plus(LIFE));
    if (planId != null) {
      redeem(planId, wanted);
    } else if (client.canAsk()) {
      ask(client, deed, wanted.digest());
      if (!digest(call, state.get()).equals(wanted.digest())) {
        throw outdated("the person agreed to something that has changed meanwhile");
      }
    } else {
      throw new PlannedException(deed, keep(wanted), wanted.expiresAt());
    }
  }

  private static String digest(Call call, String state) {
    Map<String, Object> arguments = new TreeMap<>(call.arguments().without("plan_id"));
    byte[] deed = Json.bytes(List.of(call.tool().name(), arguments, state));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(deed));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void ask(Client client, String deed, String digest) {
    if (!client.ask(Visible.in(deed) + " Go on?", Map.of("deed", digest))) {
      throw new RefusedException(
          "declined", "The person asked said no. Nothing has been done. Ask them what they want.");
    }
  }

  private synchronized String keep(Plan plan) {
    plans.values().removeIf(old -> !old.expiresAt().isAfter(clock.instant()));
    if (plans.size() >= MOST_PLANS) {
      plans.remove(plans.keySet().iterator().next());
    }
    byte[] id = new byte[12];
    new SecureRandom().nextBytes(id); // made here: Java's cryptography takes long to load
    String name = "plan_" + HexFormat.of().formatHex(id);
    plans.put(name, plan);
    return name;
  }

  private synchronized void redeem(String planId, Plan wanted) {
    Plan plan = plans.remove(planId);
    if (plan == null || !plan.expiresAt().isAfter(clock.instant())) {
      throw new RefusedException(
          "plan_unknown",
          "There is no such plan: it was used, has expired, or was never made. Nothing has been "
              + "done. Call without plan_id for a new one.");
    }
    if (!plan.digest().equals(wanted.digest())) {
      throw outdated("the arguments, the repo or its head have changed since the plan was made");
    }
  }

  private static RefusedException outdated(String why) {
    return new RefusedException(
        "plan_outdated",
        "This is not what was agreed to: " + why + ". Nothing has been done. Look again, and call "
            + "without plan_id.");
  }
}
