package dev.repostore.bench;

/**
 * One push, ready to send.
 *
 * @param branch the full name of the ref that moves
 * @param before the commit it must be at
 * @param after the commit it moves to
 * @param pack what the repo lacks of that commit
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record Push(String branch, String before, String after, byte[] pack) {}
