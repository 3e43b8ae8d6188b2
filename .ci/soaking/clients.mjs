// The mixed load: each client does one thing after the other, with pauses, until the load ends. Who writes has ids of its own, and knows what
// the directory must say of them.
import {Client, sleep} from './http.mjs';

const JSON_TYPE = {'Content-Type': 'application/json'};
const path = id => `/api/users/${encodeURIComponent(id)}`;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const shown = user => (user ? {name: user.name, email: user.email, active: user.active} : null);

/**
 * A user that one client writes alone: what the directory may say of it. That is one state after each write that was acknowledged; a write
 * that wasn't may have been made, or be made yet, so then there is one more, until another one is acknowledged.
 */
class Owned {
  states = [null];
  version = 0;

  constructor(id) {
    this.id = id;
  }

  acknowledged(state) {
    this.states = [state];
  }

  maybe(state) {
    this.states.push(state);
  }

  allows(state) {
    return this.states.some(allowed => same(allowed, state));
  }
}

/** Creates, changes and removes users, each with a precondition. */
class Writer {
  constructor(soak, name) {
    this.soak = soak;
    this.client = new Client(soak);
    this.owned = Array.from({length: 40}, (_, i) => new Owned(`own-${name}-${i}${i % 10 === 9 ? ' ü/?' : ''}`));
    this.writes = 0;
  }

  /** Returns the entity tag of a user, '' if there is none; undefined if that can't be told now. */
  async look(owned) {
    const found = await this.client.ask('GET', path(owned.id), {expected: [200, 404]});
    if (!found) return undefined;
    const state = found.status === 200 ? shown(found.json()) : null;
    if (!owned.allows(state)) {
      this.soak.report.fail('a user is not as it was left', `${owned.id}: ${JSON.stringify(state)}, not ${JSON.stringify(owned.states)}`);
      owned.acknowledged(state); // said once
    }
    return state ? found.headers.etag : '';
  }

  async step(random) {
    const owned = this.owned[Math.floor(random() * this.owned.length)];
    const wasCertain = owned.states.length === 1;
    const tag = await this.look(owned);
    if (tag === undefined) return;
    const number = ++this.writes;
    const next = {name: `Näme ${number} of "${owned.id}"`, email: number % 5 ? `own${number}@example.org` : '', active: number % 7 !== 0};
    const kind = random();
    const precondition = tag ? {'If-Match': tag} : {'If-None-Match': '*'};
    if (tag && kind < 0.15) {
      await this.race(owned, tag, next);
    } else if (tag && kind < 0.25) {
      const stale = await this.client.ask('PUT', path(owned.id), {
        expected: [412], headers: {...JSON_TYPE, 'If-Match': '"1"'}, body: JSON.stringify(next),
      });
      if (stale) this.soak.report.count('stale writes refused');
    } else if (tag && kind < 0.4) {
      await this.write(owned, null, wasCertain, 'DELETE', {expected: [204, 412], headers: precondition});
    } else if (tag && kind < 0.6) {
      const current = owned.states.length === 1 ? owned.states[0] : undefined;
      if (!current) return;
      await this.write(owned, {...current, name: next.name}, wasCertain, 'PATCH', {
        expected: [200, 412], headers: {'Content-Type': 'application/merge-patch+json', ...precondition},
        body: JSON.stringify({name: next.name}),
      });
    } else {
      await this.write(owned, next, wasCertain, 'PUT', {
        expected: tag ? [200, 412] : [201, 412], headers: {...JSON_TYPE, ...precondition}, body: JSON.stringify(next),
      });
    }
  }

  async write(owned, state, wasCertain, method, options) {
    owned.maybe(state);
    const written = await this.client.ask(method, path(owned.id), options);
    if (!written) return;
    if (written.status === 412) {
      // one before that wasn't acknowledged may have come between
      if (wasCertain) this.soak.report.fail('a write was refused though nobody else writes', `${method} ${owned.id}: ${written.text}`);
      else owned.states.pop();
      return;
    }
    this.soak.report.count('writes acknowledged');
    owned.acknowledged(state);
    if (state) this.check(owned, state, written.json());
  }

  check(owned, state, entry) {
    if (!same(shown(entry), state)) {
      this.soak.report.fail('a write was acknowledged with something else', `${owned.id}: ${JSON.stringify(entry)}`);
    }
    if (entry.version <= owned.version) {
      this.soak.report.fail('a version came again', `${owned.id}: ${entry.version} after ${owned.version}`);
    }
    owned.version = entry.version;
  }

  /** Of three who replace the same version, one wins. */
  async race(owned, tag, next) {
    const states = [1, 2, 3].map(i => ({...next, name: `${next.name}, ${i}`}));
    const before = owned.states;
    states.forEach(state => owned.maybe(state));
    const results = await Promise.all(states.map(state => this.client.ask('PUT', path(owned.id), {
      expected: [200, 412], headers: {...JSON_TYPE, 'If-Match': tag}, body: JSON.stringify(state),
    })));
    const winners = states.filter((_, i) => results[i]?.status === 200);
    if (winners.length > 1) {
      this.soak.report.fail('several replaced the same version', owned.id);
    } else if (winners.length === 1) {
      this.soak.report.count('races with one winner');
      owned.acknowledged(winners[0]);
      owned.version = Math.max(owned.version, ...results.filter(result => result?.status === 200).map(result => result.json().version));
    } else if (results.every(result => result?.status === 412) && before.length === 1) {
      this.soak.report.fail('nobody won', owned.id);
    }
  }
}

/** Imports files of users of its own, as CSV, in all modes. */
class Importer {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
    this.owned = Array.from({length: 400}, (_, i) => new Owned(`own-import-${i}`));
    this.imports = 0;
  }

  async step(random) {
    const number = ++this.imports;
    const mode = ['all', 'each', 'dry-run', 'all'][number % 4];
    const isBad = mode === 'each' || number % 8 === 0;
    const first = Math.floor(random() * 250);
    const rows = this.owned.slice(first, first + 150).map((owned, i) => (
      {owned, state: {name: `Imported, "${number}"`, email: i % 3 ? `i${number}@example.org` : '', active: i % 4 !== 0}}));
    const csv = ['id,name,email,active,Phone',
      ...rows.map(({owned, state}) => `${owned.id},"${state.name.replaceAll('"', '""')}",${state.email},${state.active},1`),
      ...(isBad ? ['a row,too short', 'own-bad,Name,,perhaps,1'] : [])].join('\r\n');
    const isKept = mode !== 'dry-run' && !(mode === 'all' && isBad);
    if (isKept) rows.forEach(({owned, state}) => owned.maybe(state));
    const report = await this.client.ask('POST', `/api/imports?mode=${mode}`, {
      expected: [mode === 'all' && isBad ? 422 : 200], headers: {'Content-Type': 'text/csv'}, body: csv,
    });
    if (!report) return;
    this.soak.report.count('imports');
    if (isKept) rows.forEach(({owned, state}) => owned.acknowledged(state));
    const {created, changed, unchanged, bad} = report.json();
    if (report.status === 200 && (created + changed + unchanged !== rows.length || bad !== (isBad ? 2 : 0))) {
      this.soak.report.fail('an import counts otherwise', report.text.slice(0, 300));
    }
  }
}

class Reader {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
    this.after = '';
  }

  async step(random) {
    const any = list => list[Math.floor(random() * list.length)];
    const id = encodeURIComponent(any(this.soak.ids));
    switch (Math.floor(random() * 9)) {
      case 0: {
        const page = await this.client.ask('GET', `/api/users?limit=100&total=true${this.after}`);
        const next = page?.json().next;
        this.after = next ? `&after=${next}` : '';
        return;
      }
      case 1:
        await this.client.ask('GET', `/api/users?q=${encodeURIComponent(any(['muller', 'zoe', 'own', 'example.org', '佐', 'x']))}&sort=name`);
        return;
      case 2:
        await this.client.ask('GET', `/api/users/${id}`, {expected: [200, 404]});
        return;
      case 3:
        await this.client.ask('GET', `/api/users/${id}/history`, {expected: [200, 404]});
        return;
      case 4:
        await this.client.ask('GET', any(['/', '/?sort=name', '/?q=ada', '/add', '/import', '/users', '/access', '/docs', '/docs/remote']),
          {headers: {Accept: 'text/html', 'Accept-Encoding': any(['gzip', 'identity'])}});
        return;
      case 5:
        await this.client.ask('GET', `/users/${id}`, {expected: [200, 404], headers: {Accept: 'text/html'}});
        return;
      case 6: {
        const runs = await this.client.ask('GET', '/api/reconciliations?limit=5');
        const run = any(runs?.json().reconciliations ?? []);
        if (!run) return;
        await this.client.ask('GET', any([`/api/reconciliations/${run.id}/lines?limit=50`, `/reconciliations/${run.id}`, `/api/reconciliations/${run.id}`]));
        await this.client.ask('GET', `/api/reconciliations/${run.id}/lines?format=${any(['csv', 'ndjson'])}`, {stream: true});
        return;
      }
      case 7:
        await this.client.ask('GET', any(['/openapi.yaml', '/openapi.json', '/observe/metrics', '/style.css', '/reconciliations']));
        return;
      default: {
        // health: alive at any time
        await this.client.ask('GET', '/observe/health/live', {expected: [200, 204]});
        await this.client.ask('GET', '/observe/health/ready', {expected: [200, 204]});
      }
    }
  }
}

/** Exports the directory, and lists the remote's users. */
class Exporter {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
  }

  async step(random) {
    const kind = random();
    if (kind < 0.4) {
      const file = await this.client.ask('GET', '/api/users?format=ndjson', {stream: true});
      const ids = file?.text.trim().split('\n').map(line => JSON.parse(line).id) ?? [];
      if (new Set(ids).size !== ids.length) this.soak.report.fail('an export has somebody twice', String(ids.length));
    } else if (kind < 0.8) {
      await this.client.ask('GET', '/api/users?format=csv&q=own', {stream: true});
    } else {
      // the remote may fail, and then the list is cut, and says so
      try {
        const response = await this.client.open('GET', '/api/remote-users');
        for await (const _ of response);
      } catch {
        this.soak.report.count('lists cut');
      }
    }
  }
}

/** Calls the roll in all ways, and compares the answers with the truth. */
class Caller {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
  }

  check(answer, begin) {
    // a request in flight may be shared with a roll call from before
    const possible = this.soak.truth.during(answer.id, begin - 5_000, Date.now());
    const {outcome, id, user} = answer;
    this.soak.report.count(`answers ${outcome}`);
    if (outcome === 'absent' && !possible.includes(null)
      || outcome === 'present' && !possible.some(state => state && state.name === user.name && state.email === user.email)) {
      this.soak.report.fail('an answer is not true', `${id}: ${JSON.stringify(answer)}`);
    }
  }

  checkAll(text, ids, begin) {
    const answers = text.trim().split('\n').map(line => JSON.parse(line.replace(/^data: ?/, ''))).filter(line => line.outcome);
    answers.forEach(answer => this.check(answer, begin));
    if (new Set(answers.map(answer => answer.id)).size !== ids.length || answers.length !== ids.length) {
      this.soak.report.fail('not one answer for each id', `${answers.length} of ${ids.length}: ${text.slice(-300)}`);
    }
  }

  async step(random) {
    const begin = Date.now();
    const first = Math.floor(random() * this.soak.ids.length);
    const count = 1 + Math.floor(random() * random() * 400);
    const ids = this.soak.ids.slice(first, first + count);
    const deadline = ['PT1S', 'PT2S', 'PT5S', 'PT10S'][Math.floor(random() * 4)];
    const query = `deadline=${deadline}`;
    const body = JSON.stringify({ids});
    switch (Math.floor(random() * 6)) {
      case 0: {
        const called = await this.client.ask('POST', `/api/roll-calls?${query}`, {headers: JSON_TYPE, body});
        if (called) {
          const {answers, counts} = called.json();
          answers.forEach(answer => this.check(answer, begin));
          if (counts.asked !== ids.length || answers.length !== ids.length) this.soak.report.fail('not one answer for each id', called.text.slice(0, 300));
        }
        return;
      }
      case 1: {
        const lines = await this.client.ask('POST', `/api/roll-calls?${query}`, {
          headers: {'Content-Type': 'application/x-ndjson'}, body: ids.map(id => JSON.stringify(id)).join('\n'),
        });
        if (lines) this.checkAll(lines.text, ids, begin);
        return;
      }
      case 2: {
        const events = await this.client.ask('POST', `/api/roll-calls?${query}`, {headers: {...JSON_TYPE, Accept: 'text/event-stream'}, body});
        if (events) this.checkAll(events.text.split('\n').filter(line => line.startsWith('data:')).join('\n'), ids, begin);
        return;
      }
      case 3: {
        await this.client.ask('GET', `/api/roll-calls?roster=directory&${query}`, {
          headers: {Accept: 'application/x-ndjson', 'Cache-Control': 'no-cache'}, stream: true,
        });
        return;
      }
      case 4:
        await this.client.ask('GET', `/users?ids=${ids.slice(0, 30).map(id => encodeURIComponent(id)).join(',')}&deadline=2`, {headers: {Accept: 'text/html'}});
        return;
      default:
        await this.client.ask('POST', `/api/roll-calls?require=all&${query}`, {expected: [200, 502, 504], headers: JSON_TYPE, body});
    }
  }
}

/** Leaves in the middle: of a stream that it reads, of one that it sends, of a document. */
class Leaver {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
  }

  async step(random) {
    const body = JSON.stringify({ids: this.soak.ids.slice(0, 500)});
    const kind = Math.floor(random() * 5);
    const stay = 20 + random() * 300;
    this.soak.report.count('clients that left');
    try {
      if (kind === 0) {
        // ids without an end
        const response = this.client.open('POST', '/api/roll-calls?deadline=PT20S', {
          headers: {'Content-Type': 'application/x-ndjson'},
          body: request => {
            const timer = setInterval(() => request.write(this.soak.ids.slice(0, 20).map(id => `${JSON.stringify(id)}\n`).join('')), 20);
            setTimeout(() => request.destroy(), stay);
            request.on('close', () => clearInterval(timer));
          },
        });
        for await (const _ of await response);
        return;
      }
      const response = await this.client.open(...[
        ['POST', '/api/roll-calls?deadline=PT20S', {headers: {...JSON_TYPE, Accept: 'text/event-stream'}, body}],
        ['POST', '/api/roll-calls?deadline=PT20S', {headers: {...JSON_TYPE, Accept: 'application/x-ndjson'}, body}],
        ['GET', '/api/users?format=ndjson'],
        ['GET', '/api/remote-users'],
      ][kind - 1]);
      response.on('error', () => {});
      response.once('data', () => setTimeout(() => response.destroy(), stay));
      await new Promise(resolve => response.once('close', resolve));
    } catch {
      // that is what leaving means
    }
  }
}

/** Reads slowly, or not at all, what is far more than the buffers of the kernel take. */
class SlowReader {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
  }

  async step(random) {
    const host = new URL(this.soak.url).host;
    const request = `GET /openapi.yaml HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${this.soak.token}\r\n\r\n`;
    const isReading = random() < 0.5;
    this.soak.report.count('slow readers');
    await this.client.raw(request.repeat(80), isReading ? 12_000 : 30_000, socket => {
      const timer = setInterval(() => {
        if (!isReading) return;
        socket.resume();
        setImmediate(() => socket.pause());
      }, 100);
      socket.pause();
      socket.on('close', () => clearInterval(timer));
    });
  }
}

/** Sends what no client should: each must be refused as a client's error, or be cut off, and never be an error of the server. */
class Malformed {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
  }

  async step(random) {
    const host = new URL(this.soak.url).host;
    const head = `Host: ${host}\r\nAuthorization: Bearer ${this.soak.token}\r\n`;
    const json = text => ['PUT', '/api/users/own-malformed', {expected: [400], headers: JSON_TYPE, body: text}];
    const begin = Date.now();
    if (random() < 0.5) {
      await this.client.ask(...[
        json('{"name":'), json('[]'), json('{"name":1,"email":""}'), json('{"name":"x"}'), json('"\\ud800"'), json(''),
        ['GET', '/api/users?limit=0', {expected: [400]}],
        ['GET', '/api/users?nonsense=1', {expected: [400]}],
        ['GET', '/api/users/%00', {expected: [400]}],
        ['GET', '/api/roll-calls?ids=', {expected: [400]}],
        ['GET', '/api/roll-calls?count=1&deadline=soon', {expected: [400]}],
        ['POST', '/api/roll-calls', {expected: [400], headers: {'Content-Type': 'application/x-ndjson'}, body: '{"not": "an id"}\n'}],
        ['GET', '/nowhere', {expected: [404]}],
        ['DELETE', '/api/users', {expected: [405]}],
        ['GET', '/api/users', {expected: [406], headers: {Accept: 'image/png'}}],
        ['POST', '/api/imports', {expected: [415], headers: {'Content-Type': 'image/png'}, body: 'x'}],
        ['GET', '/api/users', {expected: [421], headers: {Host: 'elsewhere.example.org'}}],
        ['PUT', '/api/users/own-malformed', {expected: [403], headers: {...JSON_TYPE, 'Sec-Fetch-Site': 'cross-site'}, body: '{"name":"x","email":""}'}],
        ['POST', '/api/reconciliations/999999/apply', {expected: [404], headers: JSON_TYPE, body: '{}'}],
      ][Math.floor(random() * 19)]);
      return;
    }
    const bytes = [
      'GARBAGE\r\n\r\n', 'GET / HTTP/1.0\r\n\r\n', `GET / HTTP/9.9\r\n${head}\r\n`, '\r\n\r\n\r\n', '\x16\x03\x01\x02\x00\x01',
      `GET /${'x'.repeat(40_000)} HTTP/1.1\r\n${head}\r\n`,
      `GET / HTTP/1.1\r\n${head}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      `GET / HTTP/1.1\r\n${head}Host: other\r\n\r\n`,
      `PUT /api/users/own-malformed HTTP/1.1\r\n${head}Content-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      `PUT /api/users/own-malformed HTTP/1.1\r\n${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`,
      `PUT /api/users/own-malformed HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"name`,
      `GET / HTTP/1.1\r\nHost: ${host}\r\n`, '',
    ][Math.floor(random() * 13)];
    const text = await this.client.raw(bytes, 1_000 + random() * 8_000);
    const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
    this.soak.report.count(`malformed ${status ?? 'cut off'}`);
    const isRefused = !status || status.startsWith('4') || status === '505'
      || status === '503' && (text.includes('"type":"/problems/overloaded"') || this.soak.windows.meet(begin, Date.now()));
    if (!isRefused) {
      this.soak.report.fail('an unexpected answer', `to ${JSON.stringify(bytes.slice(0, 60))}: ${text.slice(0, 300)}`);
    }
  }
}

/** Signs in with a browser's form and out again, and tries to with wrong tokens, or rights that are missing. */
class Guest {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak, null);
    this.other = new Client(soak, soak.readToken);
  }

  async step(random) {
    const form = {'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html'};
    switch (Math.floor(random() * 5)) {
      case 0:
        await this.client.ask('GET', '/api/users', {expected: [401]});
        return;
      case 1:
        await this.client.ask('GET', '/api/users', {expected: [401], headers: {Authorization: `Bearer rollcall_${'x'.repeat(43)}`}});
        return;
      case 2:
        await this.client.ask('POST', '/sign-in', {expected: [400, 403], headers: form, body: 'token=guess'});
        return;
      case 3:
        await this.other.ask('PUT', '/api/users/own-forbidden', {expected: [403], headers: JSON_TYPE, body: '{"name":"x","email":""}'});
        return;
      default: {
        const signedIn = await this.client.ask('POST', '/sign-in', {expected: [303], headers: form, body: `token=${this.soak.token}`});
        const cookie = signedIn?.headers['set-cookie']?.map(each => each.split(';')[0]).join('; ');
        if (!signedIn) return;
        const page = await this.client.ask('GET', '/', {headers: {Accept: 'text/html', Cookie: cookie}});
        if (page && !page.text.includes('<h1')) this.soak.report.fail('a session sees no page', page.text.slice(0, 200));
        await this.client.ask('POST', '/sign-out', {expected: [200, 303], headers: {...form, Cookie: cookie}});
        this.soak.report.count('sessions');
      }
    }
  }
}

/** Begins runs between those on schedule, and follows or leaves them. */
class Beginner {
  constructor(soak) {
    this.soak = soak;
    this.client = new Client(soak);
  }

  async step(random) {
    const begun = await this.client.ask('POST', '/api/reconciliations', {
      expected: [202, 409], headers: JSON_TYPE, body: JSON.stringify({apply: 'within-limits'}),
    });
    if (!begun || begun.status === 409) return;
    const run = begun.json().id;
    if (random() < 0.2) {
      await sleep(random() * 500);
      await this.client.ask('POST', `/api/reconciliations/${run}/cancel`, {expected: [200, 202, 409], headers: JSON_TYPE, body: '{}'});
    } else {
      await this.client.ask('GET', `/api/reconciliations/${run}`, {headers: {Accept: 'text/event-stream'}, stream: true});
    }
  }
}

/** Returns the clients, each with its pause in milliseconds. */
export function clients(soak) {
  return [
    [new Writer(soak, 'a'), 60], [new Writer(soak, 'b'), 60], [new Writer(soak, 'c'), 60], [new Importer(soak), 2_000],
    [new Reader(soak), 80], [new Reader(soak), 80], [new Reader(soak), 80], [new Exporter(soak), 800],
    [new Caller(soak), 500], [new Caller(soak), 500], [new Leaver(soak), 400], [new SlowReader(soak), 2_000], [new SlowReader(soak), 2_000],
    [new Malformed(soak), 150], [new Malformed(soak), 150], [new Guest(soak), 700], [new Beginner(soak), 15_000],
  ].map(([client, pause]) => ({client, pause}));
}

/** Returns the users that clients wrote. */
export function owned(all) {
  return all.flatMap(({client}) => client.owned ?? []);
}
