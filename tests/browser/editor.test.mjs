// The schemas in an editor: the YAML language server that VS Code and others run, over stdio.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bilan = process.env.BILAN ?? path.join(root, "target/debug/bilan");

let folder, server, settings;

before(async () => {
  // A site in a folder, wired as the command says.
  folder = mkdtempSync(path.join(tmpdir(), "bilan-editor-"));
  cpSync(path.join(root, "content"), path.join(folder, "content"), { recursive: true });
  const printed = execFileSync(bilan, ["schema", "--out", ".vscode/schemas"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  settings = JSON.parse(printed);
  server = start(folder, settings);
  await server.request("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "site" }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
    },
  });
  server.notify("initialized", {});
  server.notify("workspace/didChangeConfiguration", { settings: { yaml: { schemas: settings["yaml.schemas"] } } });
});

after(() => {
  server?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

test("a fault is underlined where it stands", async () => {
  const text = "ceiling:\n  unit: EURO\n  checked: 2026-11-22\n  valeus: []\n";
  const found = await server.diagnostics("content/rules/parameters.yaml", text);
  const lines = found.map((fault) => fault.range.start.line);
  assert.ok(lines.includes(1), `the unit is underlined: ${JSON.stringify(found)}`);
  assert.ok(lines.includes(3), `the unknown field is underlined: ${JSON.stringify(found)}`);
});

test("a decision in a folder of its own is held to the schema of decisions", async () => {
  const text = 'decision: cpf\nkind: route\nrows:\n  - { otherwise: opened, source: mcf }\n';
  const found = await server.diagnostics("content/rules/routes/cpf.yaml", text);
  assert.equal(found.length, 1, JSON.stringify(found));
  assert.match(found[0].message, /bilan schema/);
});

test("no file of the national content is underlined", async () => {
  const files = readdirSync(path.join(folder, "content"), { recursive: true }).filter((name) => name.endsWith(".yaml"));
  assert.ok(files.length > 30, `the files were not found: ${files.length}`);
  const underlined = files.map(async (name) => {
    const text = readFileSync(path.join(folder, "content", name), "utf8");
    const found = await server.diagnostics(path.join("content", name), text);
    return found.map((fault) => `${name}:${fault.range.start.line + 1}: ${fault.message}`);
  });
  assert.deepEqual((await Promise.all(underlined)).flat(), []);
});

test("the site's own sources and questions complete", async () => {
  const sources = await server.completion(
    "content/rules/parameters.yaml",
    "ceiling:\n  unit: EUR\n  checked: 2026-11-22\n  values:\n    - from: 2026-01-01\n      source: ",
  );
  assert.ok(sources.includes("l6323-6"), sources.join());
  const questions = await server.completion(
    "content/rules/cases/mine.yaml",
    "- case: A\n  on: 2026-11-22\n  answers:\n    ",
  );
  assert.ok(questions.includes("previous_end"), questions.join());
});

/** Starts the language server and speaks its protocol: one JSON message after its length. */
function start(folder, settings) {
  const program = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
  const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = new Map();
  const listeners = new Map();
  let version = 0;
  let waiting = Buffer.alloc(0);
  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  const take = (message) => {
    if (message.method === "workspace/configuration") {
      const wanted = { yaml: { schemas: settings["yaml.schemas"], validate: true, completion: true, schemaStore: { enable: false } } };
      send({ id: message.id, result: message.params.items.map((item) => wanted[item.section] ?? null) });
    } else if (message.method === "textDocument/publishDiagnostics") {
      listeners.get(message.params.uri)?.(message.params);
    } else if (message.method && message.id !== undefined) {
      send({ id: message.id, result: null });
    } else if (message.id !== undefined) {
      answers.get(message.id)?.(message);
    }
  };
  child.stdout.on("data", (bytes) => {
    waiting = Buffer.concat([waiting, bytes]);
    for (;;) {
      const end = waiting.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(waiting.toString("latin1", 0, end))[1]);
      if (waiting.length < end + 4 + length) return;
      const body = waiting.toString("utf8", end + 4, end + 4 + length);
      waiting = waiting.subarray(end + 4 + length);
      take(JSON.parse(body));
    }
  });
  const self = {
    notify: (method, params) => send({ method, params }),
    request: (method, params) =>
      new Promise((resolve, reject) => {
        const id = answers.size + 1;
        answers.set(id, (message) => (message.error ? reject(new Error(message.error.message)) : resolve(message.result)));
        send({ id, method, params });
      }),
    open: (inner, text) => {
      const uri = pathToFileURL(path.join(folder, inner)).href;
      self.notify("textDocument/didOpen", {
        textDocument: { uri, languageId: "yaml", version: ++version, text },
      });
      return uri;
    },
    close: (uri) => self.notify("textDocument/didClose", { textDocument: { uri } }),
    diagnostics: async (inner, text) => {
      const uri = pathToFileURL(path.join(folder, inner)).href;
      const told = new Promise((resolve) => listeners.set(uri, resolve));
      self.open(inner, text);
      const { diagnostics } = await told;
      listeners.delete(uri);
      self.close(uri);
      return diagnostics;
    },
    completion: async (inner, text) => {
      const uri = self.open(inner, text);
      const lines = text.split("\n");
      const position = { line: lines.length - 1, character: lines.at(-1).length };
      const found = await self.request("textDocument/completion", { textDocument: { uri }, position });
      self.close(uri);
      return (found.items ?? found).map((item) => item.label);
    },
    stop: () => child.kill(),
  };
  return self;
}
