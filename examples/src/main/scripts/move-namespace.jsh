//usr/bin/env repostore run "$0" "$@"; exit $?
// Moves all repos of one store to another: each is copied with all its refs, which are compared afterwards.
//
//   repostore run move-namespace.jsh FROM TO [--delete]
//
// FROM and TO are stores: URLs, or names of yours. A repo that is there already is passed over, so that a move that was
// broken off can be gone on with. With --delete a repo is deleted from FROM once it was copied in this run; tokens do not
// move.

if (args.length < 2) {
  System.err.println("Usage: move-namespace.jsh FROM TO [--delete]");
  exit(2);
}
boolean deleting = args.length > 2 && args[2].equals("--delete");
RepoStore to = use(args[1], "to");
RepoStore from = use(args[0], "from");

int copied = 0;
int passed = 0;
for (RepoInfo repo : repos()) {
  if (to.find(repo.name()).isPresent()) {
    passed++;
    continue;
  }
  CopiedRefs refs = copy(from, repo.name(), to, repo.name());
  System.out.println(repo.name() + ": " + refs.count() + " refs, " + refs.digest());
  copied++;
  if (deleting) {
    delete(repo.name());
  }
}
System.out.println(copied + " copied, " + passed + " there already.");
