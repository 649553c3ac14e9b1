package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the Inspector does on one server, where every step of it is a client of its own. */
final class InspectorCircle {

  private final Inspector inspector;

  InspectorCircle(Inspector inspector) {
    this.inspector = inspector;
  }

  /** Make, clone, edit, commit, push, fork, take back, delete: by tools alone. */
  void play() throws Exception {
    inspector.call("create_repo", "{'name':'circle'}");
    String minted = inspector.call("mint_token", "{'repo':'circle','scope':'write'}");
    String handle = Inspector.field(minted, "handle");
    assertThat(minted).doesNotContain("art_v");
    String cloned = inspector.call("clone", "{'repo':'circle','token':'" + handle + "'}");
    Files.writeString(Path.of(Inspector.field(cloned, "path")).resolve("a.txt"), "alpha\n");
    String committed = inspector.call("commit", "{'folder':'circle','message':'first'}");
    String commit = Inspector.field(committed, "commit");
    assertThat(inspector.call("push", "{'folder':'circle','token':'" + handle + "'}"))
        .contains(commit);
    fork(commit);
    assertThat(inspector.call("revoke_token", "{'repo':'circle','token':'" + handle + "'}"))
        .contains("\"revoked\":true");
    delete();
  }

  private void fork(String commit) throws Exception {
    inspector.call("fork_repo", "{'repo':'circle','name':'fork'}");
    inspector.call(
        "commit_files",
        "{'repo':'fork','message':'second','expected_head':'" + commit
            + "','changes':[{'path':'a.txt','text':'beta'}]}");
    assertThat(inspector.call("read_file", "{'repo':'fork','path':'a.txt'}"))
        .contains("\"text\":\"beta\"");
  }

  private void delete() throws Exception {
    String plan = Inspector.field(inspector.call("delete_repo", "{'repo':'fork'}"), "plan_id");
    String planned = "{'repo':'fork','plan_id':'" + plan + "'}";
    assertThat(inspector.call("delete_repo", planned)).contains("\"deleted\":true");
    inspector.fails("get_repo", "{'repo':'fork'}");
  }

  /** All that is not a tool, and the tools' schemas held against what other clients can read. */
  void lookAround(String repo) throws Exception {
    Npm tools = inspector.start("tools/list", "--strict");
    Npm templates = inspector.start("resources/templates/list");
    Npm file = inspector.start("resources/read", "--uri", "repo://main/" + repo + "/main/a.txt");
    Npm prompts = inspector.start("prompts/list");
    Npm prompt = inspector.start(
        "prompts/get",
        "--prompt-name",
        "start_work",
        "--prompt-args",
        "baseline=" + repo,
        "name=new",
        "task=think");
    assertThat(tools.ended(0)).contains("\"create_repo\"", "\"store_info\"");
    assertThat(templates.ended(0)).contains("repo://{store}/{repo}/{ref}/{+path}");
    assertThat(file.ended(0)).contains("\"text\":\"alpha\\n\"");
    assertThat(prompts.ended(0)).contains("start_work", "review_fork", "import_and_explore");
    assertThat(prompt.ended(0)).contains("fork_repo", "think");
  }
}
