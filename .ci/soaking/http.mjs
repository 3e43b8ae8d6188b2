// Requests of a client to the server that is soaked, and a judge of what it answers.
import http from 'node:http';
import net from 'node:net';

/** While the server may say that the database is away. */
export class Windows {
  list = [];

  open() {
    this.list.push({from: Date.now() - 1_000, to: Infinity});
  }

  /** Closes the last one, after so many milliseconds of grace. */
  close(grace) {
    this.list.at(-1).to = Date.now() + grace;
  }

  /** Returns whether one meets a period. */
  meet(from, to) {
    return this.list.some(window => window.from <= to && from <= window.to);
  }
}

/** Counts what happened, and remembers what must not. */
export class Report {
  counts = new Map();
  failures = new Map();

  count(what) {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  fail(kind, text) {
    const examples = this.failures.get(kind) ?? [];
    this.failures.set(kind, examples);
    examples.push(text);
    if (examples.length <= 5) {
      console.log(`  not ok: ${kind}: ${text}`.slice(0, 1_000));
    }
  }
}

/** A client with connections of its own. */
export class Client {
  constructor(soak, token = soak.token) {
    this.soak = soak;
    this.token = token;
    this.agent = new http.Agent({keepAlive: true, maxSockets: 8});
  }

  close() {
    this.agent.destroy();
  }

  /** Sends a request; the response comes with its head. */
  open(method, path, {headers = {}, body} = {}) {
    this.soak.report.count('requests');
    return new Promise((resolve, reject) => {
      const request = http.request(this.soak.url + path, {
        method, agent: this.agent, timeout: 60_000,
        headers: {...(this.token ? {Authorization: `Bearer ${this.token}`} : {}), ...headers},
      }, resolve);
      request.on('timeout', () => request.destroy(new Error('no answer within a minute')));
      request.on('error', reject);
      if (body instanceof Function) body(request);
      else request.end(body);
    });
  }

  /**
   * Sends a request and reads the response, which must have one of these statuses; null if the server had a reason to refuse it, which is
   * the database being away, or too much to do, or if it failed, which is reported.
   */
  async ask(method, path, {expected = [200], stream = false, ...options} = {}) {
    const begin = Date.now();
    const what = `${method} ${path.slice(0, 80)}`;
    let response;
    let text = '';
    try {
      response = await this.open(method, path, options);
      response.setEncoding('utf8');
      for await (const chunk of response) text += chunk;
    } catch (e) {
      // a stream that needs the database is cut when that goes away
      if (stream && response && this.soak.windows.meet(begin, Date.now())) this.soak.report.count('streams cut in an outage');
      else this.soak.report.fail('a connection broke', `${what}: ${e.code ?? ''} ${e.message}`);
      return null;
    }
    const status = response.statusCode;
    if (expected.includes(status)) {
      return {status, headers: response.headers, text, json: () => JSON.parse(text)};
    }
    const type = /"type":"\/problems\/([a-z-]+)"/.exec(text)?.[1] ?? /\/problems\/([a-z-]+)/.exec(text)?.[1];
    if (status === 503 && ['directory-busy', 'directory-slow', 'overloaded'].includes(type)) {
      this.soak.report.count(`503 ${type}: ${method} ${path.replace(/[?].*/, '').replace(/^(\/api\/users|\/users)\/.*/, '$1/…')}`);
    } else if (status === 503 && this.soak.windows.meet(begin, Date.now())) {
      this.soak.report.count('503 in an outage of the database');
    } else {
      this.soak.report.fail('an unexpected answer', `${what}: ${status} ${text.slice(0, 300)}`);
    }
    return null;
  }

  /** Sends these bytes on a connection of its own, and returns what comes back until the server closes it, or until so many milliseconds later. */
  raw(bytes, milliseconds, reading = socket => socket.resume()) {
    this.soak.report.count('requests');
    const {hostname, port} = new URL(this.soak.url);
    return new Promise(resolve => {
      let text = '';
      const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
      const timer = setTimeout(() => socket.destroy(), milliseconds);
      socket.on('data', data => { if (text.length < 10_000) text += data; });
      socket.on('error', () => {});
      socket.on('close', () => {
        clearTimeout(timer);
        resolve(text);
      });
      reading(socket);
    });
  }
}

export const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
