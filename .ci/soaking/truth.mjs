// What is true on the remote, and what is wrong with it, at any time of a soak: all of it follows from the seed and the two ends of the load,
// so the remote and those who check what is known of it agree without asking each other.

/** Returns a source of numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const CANARY = 'canary';

/** How many people there are of each kind: each has one change at most, but for those who come back. */
const KINDS = {stays: 380, leaves: 70, returns: 20, renamed: 70, suspended: 20, joins: 60};
const FIRST = ['Zoë', 'Tariq', 'Chloé', 'Ada', 'Jürgen', 'Łucja', 'Nguyễn', 'Şirin', "D'Arcy", '美咲'];
const LAST = ['Petrova', 'Müller', 'Moreau', 'Lovelace', 'Ó Briain', 'Sørensen', 'Al-Sayed', 'Smith, Jr.', 'van "Dyk"', '佐藤'];

export class Truth {
  constructor(seed, begin, end) {
    const next = random(seed);
    const name = () => `${FIRST[Math.floor(next() * FIRST.length)]} ${LAST[Math.floor(next() * LAST.length)]}`;
    /** A time in a part of the load, in which nothing changes at the beginning and the end. */
    const within = (from, to) => begin + (from + next() * (to - from)) * (end - begin);
    /** By id, the states that somebody has, each from a time on; null is nobody. */
    this.people = new Map([[CANARY, [{from: 0, user: {name: 'Canary', email: 'canary@example.org', active: true}}]]]);
    let number = 0;
    for (const [kind, count] of Object.entries(KINDS)) {
      for (let i = 0; i < count; i++) {
        number++;
        const id = number % 40 === 0 ? `Zoë +${number}%` : `p${String(number).padStart(4, '0')}`;
        const user = {name: name(), email: `user${number}@example.org`, active: true};
        const change = within(0.05, 0.85);
        const states = {
          stays: [],
          leaves: [{from: change, user: null}],
          returns: [{from: within(0.05, 0.35), user: null}, {from: within(0.5, 0.85), user}],
          renamed: [{from: change, user: {...user, name: `${user.name} ${number}`, email: number % 2 ? user.email : `new${number}@example.org`}}],
          suspended: [{from: change, user: {...user, active: false}}],
          joins: [],
        }[kind];
        const first = kind === 'joins' ? [{from: 0, user: null}, {from: change, user}] : [{from: 0, user}];
        this.people.set(id, [...first, ...states]);
      }
    }
  }

  /** Returns the user at a time; null if there is none. */
  at(id, time) {
    return this.people.get(id)?.findLast(state => state.from <= time)?.user ?? null;
  }

  /** Returns all that a user was in a period. */
  during(id, from, to) {
    const changes = (this.people.get(id) ?? []).filter(state => state.from > from && state.from <= to);
    return [this.at(id, from), ...changes.map(state => state.user)];
  }

  /** Returns what the directory must say of a user in the end; null if nothing. */
  expected(id) {
    const states = this.people.get(id);
    const last = states.at(-1).user;
    return last ?? {...states.at(-2).user, active: false};
  }
}

/** How much shorter than in a soak of ten minutes all of it is: everything must have its turn in a short one, too. */
export function scale(begin, end) {
  return Math.min(1, Math.max(0.3, (end - begin) / 600_000));
}

const FAULTS = ['errors', 'slow', 'cut', 'limited', 'page-404', 'all-404', 'login', 'empty-list'];

/** Returns when what is wrong with the remote, as {kind, from, to}, in the order of time; the last tenth of the load has outages, too. */
export function faults(seed, begin, end) {
  const next = random(seed ^ 0x5eed);
  const unit = scale(begin, end);
  const all = [];
  let outage = begin + 0.4 * 240_000 * unit;
  let turn = 0;
  for (let time = begin + 10_000 * unit; ; ) {
    let kind = FAULTS[turn % FAULTS.length];
    let length = (4_000 + 8_000 * next()) * Math.max(0.5, unit);
    if (time >= outage) {
      kind = 'outage';
      length = 20_000 * Math.max(0.5, unit);
      outage += 240_000 * unit;
    } else {
      turn++;
    }
    if (time + length > end) {
      return all;
    }
    all.push({kind, from: time, to: time + length});
    time += length + (10_000 + 15_000 * next()) * unit;
  }
}
