package dev.repostore.mcp;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who agreed to a destructive call: the one who started the server, a person who is asked, or a
 * plan. A plan is good once, for a few minutes, for the same tool with the same arguments on the
 * same repo at the same head. Thread-safe.
 */
final class Confirmations {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MOST_PLANS = 1000;

  private record Plan(
      String tool, Map<String, Object> arguments, Map<String, String> state, Instant expiresAt) {}

  private final boolean unasked;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Plan> plans = new LinkedHashMap<>();

  Confirmations(boolean unasked, Clock clock) {
    this.unasked = unasked;
    this.clock = clock;
  }

  void require(Call call, Client client, String deed, Map<String, String> state) {
    if (unasked) {
      return;
    }
    @Nullable String planId = call.arguments().textOr("plan_id", null);
    Plan wanted = new Plan(
        call.tool().name(),
        call.arguments().without("plan_id"),
        state,
        clock.instant().plus(LIFE));
    if (planId != null) {
      redeem(planId, wanted);
    } else if (client.canAsk()) {
      if (!client.ask(deed + " Go on?", state)) {
        throw new RefusedException(
            "declined",
            "The person asked said no. Nothing has been done. Ask them what they want.");
      }
    } else {
      throw new PlannedException(deed, keep(wanted), wanted.expiresAt());
    }
  }

  private synchronized String keep(Plan plan) {
    plans.values().removeIf(old -> !old.expiresAt().isAfter(clock.instant()));
    if (plans.size() >= MOST_PLANS) {
      plans.remove(plans.keySet().iterator().next());
    }
    byte[] id = new byte[12];
    random.nextBytes(id);
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
    if (!plan.tool().equals(wanted.tool())
        || !plan.arguments().equals(wanted.arguments())
        || !plan.state().equals(wanted.state())) {
      throw new RefusedException(
          "plan_outdated",
          "The plan is not for this: the arguments, the repo or its head have changed since it was "
              + "made. Nothing has been done. Look again, and call without plan_id for a new one.");
    }
  }
}
