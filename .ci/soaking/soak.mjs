// Soaks a server: mixed load, faults, measurements, and in the end the verdict. What it needs is in the environment; see .ci/soak, which starts
// everything.
import {exec} from 'node:child_process';
import fs from 'node:fs';
import {promisify} from 'node:util';
import {clients as allClients, owned} from './clients.mjs';
import {Client, Report, Windows, sleep} from './http.mjs';
import {unexpected} from './log.mjs';
import {Measures, median} from './measures.mjs';
import {Truth, faults, random, scale} from './truth.mjs';

const {env} = process;
const seed = Number(env.SOAK_SEED);
const begin = Number(env.SOAK_BEGIN);
const end = Number(env.SOAK_END);
const unit = scale(begin, end);
const length = end - begin;
const soak = {
  url: env.SOAK_URL, token: env.SOAK_TOKEN, readToken: env.SOAK_READ_TOKEN,
  report: new Report(), windows: new Windows(), truth: new Truth(seed, begin, end),
};
const {report, windows, truth} = soak;
const measures = new Measures(Number(env.SOAK_SERVER), {
  server: Number(new URL(soak.url).port), remote: Number(env.SOAK_REMOTE_PORT), database: Number(env.PGPORT),
}, ['psql', '-qAt', '-d', 'rollcall', '-c']);
const schedule = faults(seed, begin, end);
const operator = new Client(soak);
const clients = allClients(soak);
soak.ids = [...truth.people.keys(), ...owned(clients).filter((_, i) => i % 5 === 0).map(({id}) => id)];

// whatever hangs
setTimeout(() => {
  console.log('not ok: it takes far too long');
  process.exit(1);
}, end - Date.now() + 600_000).unref();

const JSON_TYPE = {'Content-Type': 'application/json'};
const get = async path => (await operator.ask('GET', path))?.json();

async function until(what, milliseconds, condition) {
  for (const limit = Date.now() + milliseconds; Date.now() < limit; await sleep(500)) {
    if (await condition()) return true;
  }
  report.fail('it never came', what);
  return false;
}

/** Returns how many of many large roll calls at once have room in the memory that requests may take: as many later, if each gives it back. */
async function admitted() {
  const body = JSON.stringify({ids: Array.from({length: 1_000}, (_, i) => `nobody-${i}`)});
  const client = new Client(soak);
  client.agent.maxSockets = 24;
  const all = await Promise.all(Array.from({length: 24}, () => client.ask('POST', '/api/roll-calls?deadline=PT1S', {
    expected: [200, 503], headers: JSON_TYPE, body,
  })));
  client.close();
  return all.filter(answer => answer?.status === 200).length;
}

// -- before the load: the directory is filled by the first run, and the level of everything is taken ---------------------------------------

await until('the first run', 60_000, async () => (await get('/api/reconciliations'))?.reconciliations.some(({state}) => state === 'applied'));
await measures.heap(); // what looks at it takes a thread and a file
const virtualBefore = await measures.virtualThreads(env.SOAK_FOLDER + '/threads-before.json');
const before = await measures.sample();
const admittedBefore = await admitted();
await sleep(begin - Date.now());

// -- the load, and what goes wrong ------------------------------------------------------------------------------------------------------------

const isOver = () => Date.now() >= end;

async function work({client, pause}, next) {
  while (!isOver()) {
    try {
      await client.step(next);
    } catch (e) {
      report.fail('a client of the check failed', e.stack);
      await sleep(1_000);
    }
    await sleep(pause * (0.5 + next()));
  }
}

async function restartDatabase(seconds) {
  windows.open();
  console.log(`  the database is restarted, after ${seconds} s`);
  await promisify(exec)(env.SOAK_RESTART.replaceAll('SECONDS', seconds), {timeout: 60_000}).catch(e => report.fail('the database was not restarted', e.message));
  const client = new Client(soak);
  await until('readiness after a restart of the database', 60_000,
    async () => [200, 204].includes((await client.ask('GET', '/observe/health/ready', {expected: [200, 204, 503]}))?.status));
  client.close();
  windows.close(15_000);
}

async function stopRemote() {
  const remote = Number(env.SOAK_REMOTE);
  console.log('  the remote is stopped for a while');
  process.kill(remote, 'SIGSTOP');
  await sleep(20_000 * Math.max(0.3, unit));
  process.kill(remote, 'SIGCONT');
}

const at = (part, what) => sleep(begin + part * length - Date.now()).then(what);
const samples = [];
const interval = Math.min(10_000, Math.max(2_000, length / 60));
let histogram;

async function measure() {
  for (let i = 0; !isOver(); i++) {
    const time = Date.now();
    const sample = await measures.sample();
    // a collection of all is no part of a usual life, so there are fewer of them
    sample.heap = i % Math.max(1, Math.min(6, Math.round(length / 60_000 / 4))) === 0 ? await measures.heap() : NaN;
    samples.push(sample);
    if (!histogram && time > begin + 0.4 * length) histogram = await measures.histogram();
    await sleep(Math.max(0, time + interval - Date.now()));
  }
}

const clock = milliseconds => `${Math.floor(milliseconds / 60_000)}:${String(Math.floor(milliseconds / 1_000) % 60).padStart(2, '0')}`;
const last = key => samples.map(sample => sample[key]).findLast(value => !Number.isNaN(value));

async function progress() {
  for (let minute = 1; begin + minute * 60_000 <= end; minute++) {
    await sleep(begin + minute * 60_000 - Date.now());
    const now = Date.now();
    const fault = schedule.find(({from, to}) => from <= now && now < to)?.kind ?? 'nothing wrong';
    console.log(`${clock(now - begin)} of ${clock(length)}: ${report.counts.get('requests')} requests, ${report.counts.get('writes acknowledged')} writes, `
      + `heap ${last('heap')?.toFixed(1)} MB, ${last('threads')} threads, ${last('files')} files, ${last('sockets')} sockets, pool ${last('pool')}, `
      + `RSS ${last('rss')?.toFixed(0)} MB; remote: ${fault}; ${[...report.failures.values()].flat().length} not ok`);
  }
}

console.log(`${clients.length} clients; the remote: ${schedule.map(({kind, from}) => `${kind} ${clock(from - begin)}`).join(', ')}`);
await Promise.all([
  ...clients.map((each, i) => work(each, random(seed + i))),
  measure(),
  progress(),
  at(0.35, () => restartDatabase(0)),
  at(0.5, stopRemote),
  at(0.7, () => restartDatabase(Math.ceil(20 * unit))),
]);
const histogramAfter = await measures.histogram();
clients.forEach(({client}) => Object.values(client).forEach(value => value instanceof Client && value.close()));

// -- after it: idle ---------------------------------------------------------------------------------------------------------------------------

console.log('the load is over; idle for a while');
let idle;
/** Returns what is above the level before the load, now. */
const above = sample => ['clients', 'remote', 'sockets', 'files'].filter(key => {
  // connections to the database are the pool's, which keeps them; one of each kind may be of a run that is under way
  const own = each => each[key] - (['sockets', 'files'].includes(key) ? each.database : 0);
  return own(sample) > own(before) + 2;
});
for (const limit = Date.now() + 60_000; ;) {
  idle = await measures.sample();
  if (above(idle).length === 0 || Date.now() > limit) break;
  await sleep(1_000);
}
const virtualIdle = await measures.virtualThreads(env.SOAK_FOLDER + '/threads-after.json');
const heapIdle = await measures.heap();

const admittedAfter = await admitted();

// -- the directory, after two runs without a fault ----------------------------------------------------------------------------------------------

const quiet = new Set();
await until('two runs in a row that find nothing to do', 180_000, async () => {
  const begun = await operator.ask('POST', '/api/reconciliations', {
    expected: [202, 409], headers: JSON_TYPE, body: JSON.stringify({apply: 'within-limits'}),
  });
  if (begun?.status !== 202) return false;
  const {id} = begun.json();
  let run;
  await until(`the end of run ${id}`, 60_000, async () => {
    run = await get(`/api/reconciliations/${id}`);
    return run && !['calling', 'applying'].includes(run.state);
  });
  if (run?.state === 'nothing-to-do') quiet.add(id);
  else quiet.clear();
  if (['held', 'unsound', 'failed'].includes(run?.state)) report.fail('a run after the load is not well', `${id}: ${run.state}: ${run.reasons}`);
  return quiet.size >= 2;
});

const exported = await operator.ask('GET', '/api/users?format=ndjson');
const directory = new Map(exported.text.trim().split('\n').map(JSON.parse).map(user => [user.id, user]));
const equal = (user, state) => (user && state
  ? user.name === state.name && user.email === state.email && user.active === state.active : !user && !state);
for (const id of truth.people.keys()) {
  if (!equal(directory.get(id), truth.expected(id))) {
    report.fail('the directory differs from the remote', `${id}: ${JSON.stringify(directory.get(id))}, not ${JSON.stringify(truth.expected(id))}`);
  }
}
const ofClients = new Map(owned(clients).map(each => [each.id, each]));
let uncertain = 0;
for (const {id, states} of ofClients.values()) {
  if (states.length > 1) uncertain++;
  if (!states.some(state => equal(directory.get(id), state))) {
    report.fail('the directory differs from what a client wrote', `${id}: ${JSON.stringify(directory.get(id))}, not ${JSON.stringify(states)}`);
  }
}
for (const id of directory.keys()) {
  if (!truth.people.has(id) && !ofClients.has(id)) report.fail('somebody is in the directory whom nobody knows', id);
}

// nobody was deactivated while present: each deactivation has a proof from a time at which that was so
let deactivated = 0;
let reactivated = 0;
for (const id of truth.people.keys()) {
  const {changes} = await get(`/api/users/${encodeURIComponent(id)}/history?limit=1000`) ?? {changes: []};
  for (const change of changes) {
    if (!change.run || change.kind === 'removed') {
      report.fail('somebody of the remote was changed by no run, or removed', `${id}: ${JSON.stringify(change)}`);
      continue;
    }
    const active = change.fields.active;
    if (change.kind !== 'changed' || active === undefined) continue;
    const line = await get(change.line);
    const heard = Date.parse(line.proof.at);
    const possible = truth.during(id, heard - 5_000, heard);
    const isGone = possible.some(user => !user?.active);
    const isThere = possible.some(user => user?.active);
    if (active.to === false || active.to === 'false') {
      deactivated++;
      if (!isGone) report.fail('somebody present was deactivated', `${id}: ${JSON.stringify(change)} ${JSON.stringify(line)}`);
    } else {
      reactivated++;
      if (!isThere) report.fail('somebody absent was reactivated', `${id}: ${JSON.stringify(change)} ${JSON.stringify(line)}`);
    }
  }
}
const runs = (await get('/api/reconciliations?limit=1000')).reconciliations;
const states = Map.groupBy ? Object.entries(Object.fromEntries([...Map.groupBy(runs, ({state}) => state)].map(([state, list]) => [state, list.length])))
  : Object.entries(runs.reduce((counts, {state}) => ({...counts, [state]: (counts[state] ?? 0) + 1}), {}));
for (const run of runs.filter(({state}) => state === 'failed' || state === 'held')) {
  report.fail(`a run is ${run.state}`, `${run.id}: ${run.reasons} ${JSON.stringify(run.acts.at(-1))}`);
}
if (deactivated === 0) report.fail('the check checks nothing', 'nobody was deactivated');
const inFlight = /^rollcall_in_flight\{[^}]*\} (\d+)/m.exec((await operator.ask('GET', '/observe/metrics')).text);
operator.close();

// -- the verdict ------------------------------------------------------------------------------------------------------------------------------

fs.writeFileSync(env.SOAK_FOLDER + '/samples.csv', [Object.keys(samples[0]).join(','),
  ...samples.map(sample => Object.values(sample).map(value => (Number.isInteger(value) ? value : value.toFixed(1))).join(','))].join('\n'));
fs.writeFileSync(env.SOAK_FOLDER + '/histograms', `${histogram}\n${histogramAfter}`);

console.log();
for (const [what, count] of [...report.counts].sort(([a], [b]) => (a < b ? -1 : 1))) console.log(`${String(count).padStart(9)} ${what}`);
console.log(`${String(runs.length).padStart(9)} runs: ${states.map(([state, count]) => `${count} ${state}`).join(', ')}`);
console.log(`${String(deactivated).padStart(9)} deactivations, ${reactivated} reactivations; ${uncertain} users of clients with more than one possible state`);
console.log();

let failed = false;
function verdict(isOk, text) {
  failed ||= !isOk;
  console.log(`${isOk ? 'ok    ' : 'not ok'} ${text}`);
}

/** Flat is: in the last fifth of the load hardly more than in the second. */
const fifth = number => samples.slice(Math.floor(samples.length * (number - 1) / 5), Math.floor(samples.length * number / 5));
console.log('       median of    second fifth   last fifth   at most');
for (const [key, unitName, constant] of [
  ['heap', 'MB', 4], ['threads', '', 3], ['files', '', 20], ['sockets', '', 20], ['pool', '', 1], ['rss', 'MB', 30],
]) {
  const [second, fifthOne] = [2, 5].map(number => median(fifth(number).map(sample => sample[key])));
  const most = second * 1.15 + constant;
  const cell = (value, width) => (Number.isInteger(value) ? String(value) : value.toFixed(1)).padStart(width);
  verdict(fifthOne <= most, `${`${key} ${unitName}`.padEnd(14)}${cell(second, 10)}${cell(fifthOne, 13)}${cell(most, 10)}`);
}
const level = sample => `${sample.clients} of clients, ${sample.remote} to the remote, ${sample.database} to the database, ${sample.sockets} sockets and `
  + `${sample.files} files in all`;
verdict(above(idle).length === 0, `idle: ${level(idle)}; before: ${level(before)}`);
verdict(Math.max(...samples.map(({pool}) => (Number.isNaN(pool) ? 0 : pool)), idle.pool) <= 10, `pool: ${idle.pool} when idle, never more than 10`);
verdict(virtualIdle <= virtualBefore + 5, `virtual threads: ${virtualBefore} before, ${virtualIdle} after; heap when idle ${heapIdle.toFixed(1)} MB`);
verdict(admittedAfter >= admittedBefore - 2, `memory: large roll calls admitted at once: ${admittedBefore} before, ${admittedAfter} after`);
verdict(inFlight?.[1] === '0', `in flight to the remote: ${inFlight?.[1]}`);
const [events, strange] = unexpected(env.SOAK_LOG, windows.list);
strange.slice(0, 12).forEach(({at, text, logger, trace}) => {
  console.log(`  ${new Date(at).toISOString()} ${text} (${logger})\n${trace.slice(0, 12).join('\n')}`);
});
verdict(strange.length === 0, `log: ${events} events, ${strange.length} unexpected`);
verdict(report.failures.size === 0, `answers and directory: ${directory.size} users as expected, unless told above or below`);
for (const [kind, examples] of report.failures) console.log(`       ${kind}: ${examples.length} times, such as ${examples[0].slice(0, 500)}`);
process.exit(failed ? 1 : 0);
