//usr/bin/env repostore run "$0" "$@"; exit $?
// Imports a public remote every night under the day's name, and takes away what is older than some days.
//
//   repostore run nightly.jsh URL NAME [DAYS]
//
// The repo of 29 November 2026 is NAME-2026-11-29. DAYS is how many stay, today among them (default: 7).

if (args.length < 2) {
  System.err.println("Usage: nightly.jsh URL NAME [DAYS]");
  exit(2);
}
String name = args[1];
int days = args.length > 2 ? Integer.parseInt(args[2]) : 7;
LocalDate today = LocalDate.now(ZoneOffset.UTC);

String fresh = name + "-" + today;
if (store().find(fresh).isPresent()) {
  System.out.println("Kept " + fresh + ", which is there already.");
} else {
  importRepo(args[0], fresh);
  System.out.println("Imported " + fresh + ", at " + log(fresh).get(0).hash() + ".");
}

// Only names that end in a day are ours to take away.
Pattern dated = Pattern.compile(Pattern.quote(name) + "-(\\d{4}-\\d{2}-\\d{2})");
for (RepoInfo repo : repos(name + "-")) {
  Matcher matcher = dated.matcher(repo.name());
  if (matcher.matches() && !LocalDate.parse(matcher.group(1)).isAfter(today.minusDays(days))) {
    delete(repo.name());
    System.out.println("Deleted " + repo.name() + ".");
  }
}
