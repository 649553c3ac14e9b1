//usr/bin/env repostore run "$0" "$@"; exit $?
// Ten agents work on forks of one baseline; a review shows what each has done, and one is merged back.
//
//   repostore run ten-agents.jsh [BASELINE] [WINNER]
//
// BASELINE is made if it is not there (default: baseline), and its forks are BASELINE-agent-1 to -10, which must not
// be. WINNER is the number of the agent whose work is merged (default: 3).

String baseline = args.length > 0 ? args[0] : "baseline";
int winner = args.length > 1 ? Integer.parseInt(args[1]) : 3;
if (winner < 1 || winner > 10) {
  System.err.println("There are agents 1 to 10, and no " + winner + ".");
  exit(2);
}

if (store().find(baseline).isEmpty()) {
  create(baseline);
  commitFiles(baseline, "main", "Begin", file("README.md", "# What we work on\n"));
}

// Each agent has a repo of its own: nothing an agent does can reach another one's, or the baseline.
for (int agent = 1; agent <= 10; agent++) {
  String repo = baseline + "-agent-" + agent;
  fork(baseline, repo);
  me("Agent " + agent, "agent-" + agent + "@example.org");
  commitFiles(repo, "main", "Try idea " + agent, file("idea-" + agent + ".md", "Idea " + agent + ".\n"));
}

// The review: what each one did, without a clone.
for (int agent = 1; agent <= 10; agent++) {
  String repo = baseline + "-agent-" + agent;
  Commit done = log(repo).get(0);
  System.out.println(repo + ": " + done.message() + ", by " + done.author().name());
  print(diff(repo, done.parents().get(0), done.hash()));
}

// One is merged back, on top of what happened to the baseline meanwhile.
me("Reviewer", "reviewer@example.org");
Path folder = Files.createTempDirectory("review");
try (Checkout checkout = cloneRepo(baseline, folder.resolve("work"))) {
  GitRemote fork = GitRemote.of(repo(baseline + "-agent-" + winner));
  checkout.fetch(fork, Fetch.of("+refs/heads/main:refs/remotes/agent/main"));
  checkout.merge(Merge.of("agent/main").withCommitter(new Person("Reviewer", "reviewer@example.org")));
  push(checkout);
}
System.out.println("Merged: " + log(baseline).get(0).message());
print(ls(baseline));
