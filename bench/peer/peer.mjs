// The tools of ours on the official SDK, with a map for a store: `peer.mjs TOOLS.json [PORT]`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { randomUUID } from "node:crypto";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const [file, port] = process.argv.slice(2);
const { tools } = JSON.parse(readFileSync(file, "utf8"));
const repos = new Map();

const handlers = {
  create_repo({ name, description, default_branch = "main" }) {
    if (repos.has(name)) throw new Error(`A repo named '${name}' exists already.`);
    const repo = { name, id: randomUUID(), description, default_branch, remote: `http://127.0.0.1/git/${name}.git` };
    repos.set(name, repo);
    return repo;
  },
  get_repo({ repo }) {
    if (!repos.has(repo)) throw new Error(`There is no repo '${repo}'.`);
    return repos.get(repo);
  },
  list_repos({ limit = 20 }) {
    return { repos: [...repos.values()].slice(0, limit) };
  },
};

function server() {
  const made = new Server({ name: "peer", version: "1" }, { capabilities: { tools: {} } });
  made.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }));
  made.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    try {
      const result = handlers[params.name](params.arguments ?? {});
      return { content: [{ type: "text", text: JSON.stringify(result) }], structuredContent: result };
    } catch (failed) {
      return { content: [{ type: "text", text: failed.message }], isError: true };
    }
  });
  return made;
}

if (port === undefined) {
  await server().connect(new StdioServerTransport());
} else {
  const sessions = new Map();
  createServer(async (request, response) => {
    let transport = sessions.get(request.headers["mcp-session-id"]);
    if (!transport) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => sessions.set(id, transport),
      });
      await server().connect(transport);
    }
    await transport.handleRequest(request, response);
  }).listen(Number(port), "127.0.0.1");
}
