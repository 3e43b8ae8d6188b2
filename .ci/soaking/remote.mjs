// A users API whose users and faults are those of truth.mjs: node remote.mjs PORT SEED BEGIN END. It has GET /users/{id}, and GET /users in
// pages with links. Each answer is what is true when it is sent.
import http from 'node:http';
import {CANARY, Truth, faults, random} from './truth.mjs';

const [port, seed, begin, end] = process.argv.slice(2).map(Number);
const truth = new Truth(seed, begin, end);
const ids = [...truth.people.keys()];
const schedule = faults(seed, begin, end);
const next = random(seed ^ 0xfa17);
/** The canary recovers later than the others: a 404 for everybody must not be confirmed by a canary that is back already. */
const LAG = 6_000;

function fault(id) {
  const now = Date.now();
  const found = schedule.find(fault => fault.from <= now && now < fault.to + (id === CANARY && fault.kind === 'all-404' ? LAG : 0));
  return found?.kind;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, {'Content-Type': 'application/json', ...headers});
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

const unavailable = response => send(response, [500, 502, 503, 504][Math.floor(next() * 4)], {error: 'something went wrong'});
const cut = (response, body) => {
  if (next() < 0.5) {
    response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) + 10});
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  } else {
    response.destroy();
  }
};

function page(url) {
  const after = url.searchParams.get('after') ?? '';
  const limit = Number(url.searchParams.get('limit') ?? 100);
  const now = Date.now();
  const users = ids.map(id => ({id, ...truth.at(id, now)})).filter(user => user.id > after && user.name !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  const headers = users.length < limit ? {}
    : {Link: `</users?limit=${limit}&after=${encodeURIComponent(users.at(-1).id)}>; rel="next"`};
  return [200, JSON.stringify(users), headers];
}

function user(id) {
  const found = truth.at(id, Date.now());
  return found ? [200, JSON.stringify({id, ...found}), {}] : [404, '{"error":"no such user"}', {}];
}

function answer(url, response) {
  const id = url.pathname === '/users' ? undefined : decodeURIComponent(url.pathname.slice('/users/'.length));
  const [status, body, headers] = id === undefined ? page(url) : user(id);
  switch (fault(id)) {
    case 'errors':
      return next() < 0.8 ? unavailable(response) : send(response, status, body, headers);
    case 'cut':
      return next() < 0.6 ? cut(response, body) : send(response, status, body, headers);
    case 'limited':
      return send(response, 429, {error: 'slower, please'}, {'Retry-After': String(1 + Math.floor(2 * next()))});
    case 'page-404':
      return send(response, 404, '<!doctype html><title>No backend</title>', {'Content-Type': 'text/html'});
    case 'all-404':
      return send(response, 404, {error: 'no such user'});
    case 'login':
      return send(response, 200, '<!doctype html><title>Sign in</title>', {'Content-Type': 'text/html'});
    case 'empty-list':
      return id === undefined ? send(response, 200, '[]') : send(response, status, body, headers);
    default: {
      // on a good day, too, something goes wrong now and then; not after the end
      const luck = Date.now() < end ? next() : 1;
      if (luck < 0.01) return unavailable(response);
      if (luck < 0.015) return cut(response, body);
      return send(response, status, body, headers);
    }
  }
}

const server = http.createServer((request, response) => {
  response.on('error', () => {});
  const url = new URL(request.url, 'http://remote');
  const delay = fault() === 'slow' ? 300 + 2_700 * next() : next() < 0.01 && Date.now() < end ? 400 : 2 + 18 * next();
  setTimeout(() => answer(url, response), delay);
});
server.keepAliveTimeout = 15_000;
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));

// in an outage, nothing listens
for (const outage of schedule.filter(fault => fault.kind === 'outage')) {
  setTimeout(() => {
    server.close();
    server.closeAllConnections();
  }, outage.from - Date.now());
  setTimeout(() => server.listen(port, '127.0.0.1'), outage.to - Date.now());
}
