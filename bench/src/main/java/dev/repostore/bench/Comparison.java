package dev.repostore.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same work done by ours and by the peer in turn, round after round: other work on the machine
 * then slows both. The ratio is the median of the rounds' ratios.
 */
final class Comparison {
  private final String what;
  private final String unit;
  private final Goal goal;
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> peers = new ArrayList<>();

  /** @param unit of what the measure gives */
  Comparison(String what, String unit, Goal goal) {
    this.what = what;
    this.unit = unit;
    this.goal = goal;
  }

  /** Does the work once at a server, and says how fast it was. */
  interface Measure {
    double of(Side side) throws IOException;
  }

  /** Does the work once, and says how fast it was. */
  interface Work {
    double once() throws IOException;
  }

  /** The same measure at two servers; see {@link #run(int, Work, Work)}. */
  Figure run(Side our, Side peer, int rounds, Measure measure) throws IOException {
    return run(rounds, () -> tell(our, measure), () -> tell(peer, measure));
  }

  /** Warms both up, then measures; who is first changes from round to round. */
  Figure run(int rounds, Work our, Work peer) throws IOException {
    our.once();
    our.once();
    peer.once();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        ours.add(our.once());
        peers.add(peer.once());
      } else {
        peers.add(peer.once());
        ours.add(our.once());
      }
    }
    return figure();
  }

  private static double tell(Side side, Measure measure) throws IOException {
    try {
      return measure.of(side);
    } catch (IOException failure) {
      throw new IOException(side.name() + ": " + failure.getMessage(), failure);
    }
  }

  /** What the rounds so far come to. */
  Figure figure() {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(ours.get(round) / peers.get(round));
    }
    double ratio = median(ratios);
    return new Figure(
        what,
        Goal.number(median(ours)) + unit,
        Goal.number(median(peers)) + unit,
        Goal.number(ratio) + "×",
        goal.text(),
        goal.verdict(ratio));
  }

  /** Adds a round that was measured elsewhere. */
  void add(double our, double peer) {
    ours.add(our);
    peers.add(peer);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
