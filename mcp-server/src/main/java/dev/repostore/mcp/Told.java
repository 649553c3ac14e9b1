package dev.repostore.mcp;

import dev.repostore.git.Progress;

/** Git's progress, told to a client. */
final class Told implements Progress {

  private final Client client;

  Told(Client client) {
    this.client = client;
  }

  @Override
  public void update(String step, long done, long total) {
    client.progress((double) done, total > 0 ? (double) total : null, Visible.in(step));
  }

  @Override
  public boolean cancelled() {
    return client.cancelled();
  }
}
