// What a process takes: heap, threads, files and sockets, and its connections as the database sees them. Linux only.
import {execFile} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);
const number = (text, pattern) => Number(pattern.exec(text)[1]);
const MB = 2 ** 20;

export class Measures {
  /** @param ports the ports of the server, the remote and the database */
  constructor(pid, ports, psql) {
    this.pid = pid;
    this.ports = ports;
    this.psql = psql;
    // of the same Java as the process
    this.jcmd = path.join(path.dirname(fs.readlinkSync(`/proc/${pid}/exe`)), 'jcmd');
  }

  /** Returns the sockets by whom they lead to; the process itself may have others. */
  sockets() {
    const inodes = new Set();
    let files = 0;
    for (const name of fs.readdirSync(`/proc/${this.pid}/fd`)) {
      try {
        const inode = /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${this.pid}/fd/${name}`));
        files++;
        if (inode) inodes.add(inode[1]);
      } catch (e) {
        if (e.code !== 'ENOENT') throw e; // closed meanwhile
      }
    }
    const found = {files, sockets: inodes.size, clients: 0, remote: 0, database: 0};
    for (const table of ['tcp', 'tcp6']) {
      for (const line of fs.readFileSync(`/proc/${this.pid}/net/${table}`, 'utf8').split('\n').slice(1)) {
        const columns = line.trim().split(/\s+/);
        if (!inodes.has(columns[9]) || columns[3] === '0A') continue; // of others, or listening
        const [local, other] = [columns[1], columns[2]].map(address => parseInt(address.split(':').at(-1), 16));
        if (local === this.ports.server) found.clients++;
        else if (other === this.ports.remote) found.remote++;
        else if (other === this.ports.database) found.database++;
      }
    }
    return found;
  }

  /** Returns the number of connections that the database has, without its own workers; NaN while it is away. */
  async pool() {
    try {
      const {stdout} = await run(this.psql[0], [...this.psql.slice(1),
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'rollcall' AND backend_type = 'client backend' AND pid <> pg_backend_pid()"], {timeout: 8_000});
      return Number(stdout);
    } catch {
      return NaN;
    }
  }

  async sample() {
    const status = fs.readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return {
      at: Date.now(),
      threads: number(status, /^Threads:\s*(\d+)/m),
      rss: number(status, /^VmRSS:\s*(\d+)/m) * 1024 / MB,
      pool: await this.pool(),
      ...this.sockets(),
    };
  }

  async command(...words) {
    return (await run(this.jcmd, [String(this.pid), ...words], {timeout: 60_000, maxBuffer: 64 * MB})).stdout;
  }

  /** Returns what lives in the heap, after a full collection. */
  async histogram() {
    return this.command('GC.class_histogram');
  }

  /** Returns how much that is, in MB. */
  async heap() {
    return number(await this.histogram(), /^Total\s+\d+\s+(\d+)/m) / MB;
  }

  /** Returns the number of virtual threads. */
  async virtualThreads(file) {
    await this.command('Thread.dump_to_file', '-overwrite', '-format=json', file);
    const dump = JSON.parse(fs.readFileSync(file, 'utf8'));
    return dump.threadDump.threadContainers.flatMap(container => container.threads).filter(thread => thread.virtual).length;
  }
}

/** Returns the median of those that are numbers. */
export function median(values) {
  const sorted = values.filter(value => !Number.isNaN(value)).sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.floor(sorted.length / 2)];
}
