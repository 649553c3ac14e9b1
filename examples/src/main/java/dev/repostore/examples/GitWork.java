package dev.repostore.examples;

import dev.repostore.Commit;
import dev.repostore.Person;
import dev.repostore.Repo;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.CreateCommit;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Grep;
import dev.repostore.git.Push;
import dev.repostore.git.Snapshot;
import dev.repostore.git.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Git's work on a repo, with a working copy and without. */
final class GitWork {

  private GitWork() {}

  static void withWorkingCopy(Repo repo, Path root, Person ann) throws IOException {
    GitRemote remote = GitRemote.of(repo);
    Workspace workspace = Workspace.at(root);
    try (Checkout checkout = Checkout.clone(remote, workspace, Path.of("hello"), Clone.all())) {
      Files.writeString(checkout.folder().resolve("notes.txt"), "Milk\n");
      checkout.stageAll();
      checkout.commit(CreateCommit.of("Note the milk").withAuthor(ann).withCommitter(ann));
      checkout.push(remote, Push.of("HEAD:refs/heads/main"));
    }
  }

  static void withoutClone(Repo repo, Person ann, PrintStream out) {
    GitRemote remote = GitRemote.of(repo);
    CommitFiles bread = CommitFiles.on("main", "Note the bread")
        .with(FileChange.put("notes.txt", "Milk\nBread\n"))
        .withCommitter(ann);
    Commit made = remote.commit(bread);

    remote.commit(CommitFiles.on("main", "Rename the notes")
        .with(FileChange.rename("notes.txt", "shopping/list.txt"))
        .withCommitter(ann)
        .withExpectedHead(made.hash()));

    try (Snapshot main = remote.read("main")) {
      main.files().forEach(file -> out.println(file.path() + " " + file.size()));
      main.grep(Grep.text("Bread")).forEach(hit -> out.println(hit.path() + ":" + hit.line()));
    }
  }
}
