// The official TypeScript client plays the circle by tools alone: makes a repo, clones it, edits, commits, pushes, forks
// the repo, works on the fork without a clone, takes the token back, deletes. Usage: node circle.mjs ERA CONFIRM SERVER,
// where ERA is legacy or modern, CONFIRM is ask (a person answers) or plan (calls twice), and SERVER is a command with
// its arguments, or a URL whose token is in $TOKEN. Ends with 1, and says at which step, if anything is wrong.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const VERSIONS = { legacy: '2025-11-25', modern: '2026-07-28' };
const [era, confirm, server, ...args] = process.argv.slice(2);
const asks = confirm === 'ask';
const overHttp = server.startsWith('http:');
const source = `circle-${era}-${confirm}`;
const fork = `${source}-fork`;
const heard = [];
const errors = [];
const questions = [];
const steps = [];
let say = 'accept';
let step = 'connect';

const transport = overHttp
  ? new StreamableHTTPClientTransport(new URL(server), {
      requestInit: { headers: { Authorization: `Bearer ${process.env.TOKEN}` } },
    })
  : new StdioClientTransport({ command: server, args, env: process.env });
const client = new Client(
  { name: 'circle', version: '1' },
  {
    capabilities: asks ? { elicitation: { form: {} } } : {},
    versionNegotiation: { mode: era === 'legacy' ? 'legacy' : 'auto' },
  },
);
client.onerror = error => {
  // When progress and the answer come in one piece, this client looks at the answer first.
  if (!/progress notification for an unknown token/.test(error)) errors.push(String(error));
};
if (asks) {
  client.setRequestHandler('elicitation/create', ({ params }) => {
    questions.push(params.message);
    return say === 'accept' ? { action: 'accept', content: {} } : { action: say };
  });
}

async function call(name, args) {
  step = name;
  const onprogress = told => steps.push(told.message);
  const result = await client.callTool({ name, arguments: args }, { onprogress });
  heard.push(JSON.stringify(result));
  return result;
}

async function ok(name, args) {
  const result = await call(name, args);
  assert.ok(!result.isError, result.content[0].text);
  return result.structuredContent;
}

async function fails(name, args, code) {
  const result = await call(name, args);
  assert.ok(result.isError, JSON.stringify(result.structuredContent));
  assert.equal(result.structuredContent.error.code, code);
}

async function begin() {
  await client.connect(transport);
  assert.equal(client.getNegotiatedProtocolVersion(), VERSIONS[era]);
  assert.equal(client.getServerVersion().name, 'repostore');
  assert.match(client.getInstructions(), /create_repo/);
  assert.equal(Boolean(transport.sessionId), overHttp && era === 'legacy');
  step = 'tools/list';
  const { tools } = await client.listTools(); // whose output schemas the client holds results to
  assert.equal(tools.length, 23);
}

async function work() {
  const { workspace } = await ok('store_info', {});
  await ok('create_repo', { name: source });
  const { handle } = await ok('mint_token', { repo: source, scope: 'write' });
  const { folder } = await ok('clone', { repo: source, token: handle });
  writeFileSync(join(workspace, folder, 'a.txt'), 'alpha\n');
  const { commit } = await ok('commit', { folder, message: 'first' });
  const { refs } = await ok('push', { folder, token: handle });
  assert.deepEqual(
    refs.map(ref => ref.new),
    [commit],
  );
  return { handle, folder, commit };
}

async function workOnTheFork(first) {
  await ok('fork_repo', { repo: source, name: fork });
  const read = await ok('read_file', { repo: fork, path: 'a.txt' });
  assert.equal(read.text, 'alpha\n');
  assert.equal(read.commit, first);
  const changes = [{ path: 'a.txt', text: 'beta\n' }];
  const committing = { repo: fork, message: 'second', changes, expected_head: first };
  const { commit } = await ok('commit_files', committing);
  await fails('commit_files', committing, 'head_moved');
  const again = await ok('read_file', { repo: fork, path: 'a.txt' });
  assert.deepEqual([again.text, again.commit], ['beta\n', commit]);
  assert.equal((await ok('read_file', { repo: source, path: 'a.txt' })).text, 'alpha\n');
}

async function takeBack({ handle, folder }) {
  assert.equal((await ok('validate_token', { repo: source, token: handle })).valid, true);
  assert.equal((await ok('revoke_token', { repo: source, token: handle })).revoked, true);
  await fails('push', { folder, token: handle }, 'invalid_request');
}

async function remove(repo) {
  if (asks) {
    say = 'decline';
    await fails('delete_repo', { repo }, 'declined');
    say = 'accept';
    assert.equal((await ok('delete_repo', { repo })).deleted, true);
    assert.match(questions.at(-1), new RegExp(repo));
  } else {
    const { plan_id, done } = await ok('delete_repo', { repo });
    assert.equal(done, false);
    assert.equal((await ok('delete_repo', { repo, plan_id })).deleted, true);
    await fails('delete_repo', { repo, plan_id }, 'not_found');
  }
  await fails('get_repo', { repo }, 'not_found');
}

try {
  await begin();
  const done = await work();
  await workOnTheFork(done.commit);
  await takeBack(done);
  await remove(fork);
  await remove(source);
  step = 'the end';
  assert.deepEqual((await ok('list_repos', { search: source })).repos, []);
  assert.equal(questions.length, asks ? 4 : 0);
  assert.ok(steps.length > 0, 'no progress was told of');
  assert.deepEqual(errors, []);
  assert.doesNotMatch(heard.join('\n'), /art_v\d_/, 'a token was shown');
  step = 'close';
  if (transport.sessionId) await transport.terminateSession();
  const closing = performance.now();
  await client.close();
  const milliseconds = Math.round(performance.now() - closing);
  assert.ok(milliseconds < 1900, 'the server did not end by itself');
  console.log(`${heard.length} answers, closed in ${milliseconds} ms`);
} catch (wrong) {
  console.error(`${step}: ${wrong.message}`);
  console.error([...heard.slice(-2), ...errors].join('\n'));
  process.exit(1);
}
