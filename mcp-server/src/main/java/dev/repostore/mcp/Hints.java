package dev.repostore.mcp;

/**
 * What a client is told of a tool's effects, in the words of the protocol.
 *
 * <p>A tool is what a call of it can come to at worst: one that deletes if asked to is one that
 * deletes, though most calls of it do not.
 *
 * @param readOnly whether it changes nothing, in the store or on disk
 * @param destructive whether it can remove, replace or move what was there
 * @param idempotent whether a second call with the same arguments changes nothing more
 * @param openWorld whether it reaches hosts other than the store's
 */
record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {

  static final Hints READS = new Hints(true, false, true, false);
  static final Hints ADDS = new Hints(false, false, false, false);
  static final Hints DESTROYS = new Hints(false, true, true, false);
  static final Hints OVERWRITES = new Hints(false, true, false, false);
  static final Hints IMPORTS = new Hints(false, false, false, true);
}
