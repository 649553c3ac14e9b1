package dev.repostore.mcp;

/**
 * What an error's advice needs to know of the store it is about.
 *
 * @param tokenVariable what has the secret that opens it
 * @param served whether it is a data folder that a server of the same machine may have
 */
record StoreHint(String tokenVariable, boolean served) {}
