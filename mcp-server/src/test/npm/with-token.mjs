// Runs a program against a server that wants a token, which the program cannot send: between the two stands a
// proxy that adds it. Usage: TOKEN=... node with-token.mjs SERVER-URL SCRIPT ARGUMENT..., where the argument URL
// becomes the proxy's.
import { spawn } from 'node:child_process';
import http from 'node:http';

const [server, script, ...rest] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(server);

const proxy = http.createServer((request, response) => {
  const headers = { ...request.headers, authorization: `Bearer ${process.env.TOKEN}` };
  const { method, url: path } = request;
  const onward = http.request({ hostname, port, path, method, headers }, answer => {
    response.writeHead(answer.statusCode, answer.headers);
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
});

proxy.listen(0, '127.0.0.1', () => {
  const url = `http://localhost:${proxy.address().port}${pathname}`;
  const args = rest.map(argument => (argument === 'URL' ? url : argument));
  const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit' });
  child.on('exit', status => process.exit(status ?? 1));
});
