//usr/bin/env repostore run "$0" "$@"; exit $?
// Makes a read token for each of some repos, and writes them to a file that you alone can read.
//
//   repostore run read-tokens.jsh FILE HOURS REPO...
//   repostore repo list | jq -r '.items[].name' | repostore run read-tokens.jsh FILE HOURS
//
// The file has a line for each repo: its remote, a tab, the token. It must not be there yet.

if (args.length < 2) {
  System.err.println("Usage: read-tokens.jsh FILE HOURS [REPO...]");
  exit(2);
}
Duration life = ofHours(Long.parseLong(args[1]));
List<String> names = args.length > 2
    ? List.of(args).subList(2, args.length)
    : new BufferedReader(new InputStreamReader(System.in)).lines().toList();

Path file = Path.of(args[0]);
if (Files.exists(file)) {
  System.err.println("'" + file + "' is there already. Name another file, or remove it.");
  exit(1);
}

// All or nothing: half of the tokens would be taken for the whole. If it is interrupted there is no
// file, and what was made until then lives as long as it was to.
List<Token> made = new ArrayList<>();
StringBuilder lines = new StringBuilder();
boolean begun = false;
try {
  for (String name : names) {
    Token token = mint(name, READ, life);
    made.add(token);
    lines.append(repo(name).info().remote() + "\t" + token.secret().reveal() + "\n");
  }
  // Made before anything is written into it, so that nobody else reads along.
  Files.createFile(
      file,
      java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
          java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
  begun = true;
  Files.writeString(file, lines);
} catch (Exception failed) {
  if (begun) {
    Files.delete(file);
  }
  for (int at = 0; at < made.size(); at++) {
    revoke(names.get(at), made.get(at).id());
  }
  throw failed;
}
print(made);
