// Reads the log of a server: an event is a line with a time, and the stack trace below it. Each must be expected, some of them only while the
// database is away.
import fs from 'node:fs';

const EVENT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{3}) ([A-Z]+) (.*) \((\S+)\)$/;

/** At any time. */
const ALWAYS = [
  /^INFO The next run on schedule \(every PT1M\) begins at /,
  /^INFO (Run \d+ began on schedule|No run began on schedule, since run \d+ is being worked on); the next one is due at /,
  /^WARNING request \S+ from 127\.0\.0\.1 failed to sign in: /,
  /^WARNING request \S+ was refused, as others will be without a line here: The server speaks HTTP\/1\.1 only/,
  // what was left out was like what is here
  /^(INFO|WARNING|SEVERE) \d+ more like these were left out$/,
];

/** While the database is away, and shortly after. */
const AWAY = [
  /^WARNING directory unavailable: /,
  /^WARNING Page \d+-\d+ is to be done again: dev\.rollcall\.domain\.directory\.DirectoryUnavailable/,
  /^SEVERE a stream failed and was cut off$/,
  /^SEVERE Unhandled exception\. Will keep running\.$/,
  // of the pool
  /^WARNING rollcall - (Failed to validate connection|Connection \S+ marked as broken because of SQLSTATE\(57P01\))/,
];

export function events(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const event = EVENT.exec(line);
    if (event) {
      found.push({at: new Date(`${event[1]}T${event[2]}`).getTime(), text: `${event[3]} ${event[4]}`, logger: event[5], trace: []});
    } else if (found.length > 0) {
      found.at(-1).trace.push(line);
    } else if (line !== '') {
      found.push({at: 0, text: line, logger: '', trace: []});
    }
  }
  return found;
}

/** Returns the events of a log that nobody expects, while the database was away in these windows, and how many there were at all. */
export function unexpected(file, windows) {
  const all = events(fs.readFileSync(file, 'utf8'));
  return [all.length, all.filter(({at, text, trace}) => {
    const isAway = windows.some(({from, to}) => from <= at && at <= to);
    const isTraced = trace.some(line => line !== '');
    return !(isAway && AWAY.some(pattern => pattern.test(text)))
      && !(!isTraced && ALWAYS.some(pattern => pattern.test(text)));
  })];
}
