package dev.repostore.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Prepared pushes sent to one server, bit by bit; every branch gets its own in their order. */
final class PushRun {
  /** What a branch that is not there yet is at. */
  static final String ABSENT = "0".repeat(40);

  private final Side side;
  private final List<Branch> branches;
  private final AtomicIntegerArray sent;

  /** The pushes of one branch of a repo. */
  record Branch(String repo, List<Push> pushes) {}

  PushRun(Side side, List<Branch> branches) {
    this.side = side;
    this.branches = branches;
    this.sent = new AtomicIntegerArray(branches.size());
  }

  /** Sends so many more pushes to each branch; a branch belongs to one client. */
  Done next(int clients, int perBranch) throws IOException {
    return Load.of(side.address(), clients).run(client -> {
      int mine = (branches.size() - client + clients - 1) / clients;
      int[] turn = {0};
      return Chores.times(mine * perBranch, wire -> {
        int branch = client + clients * (turn[0]++ % mine);
        push(wire, branch);
      });
    });
  }

  private void push(Wire wire, int number) throws IOException {
    Branch branch = branches.get(number);
    Push push = branch.pushes().get(sent.getAndIncrement(number));
    LinesBody report = new LinesBody(2, "ok " + push.branch());
    wire.exchange(GitRequests.push(side, branch.repo(), push), 200, report);
  }
}
