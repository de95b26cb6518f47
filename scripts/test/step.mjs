// One step of `npm test`: a process whose lines are shown as they come, each with the name of the step before it.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../install.mjs';
import { count } from './tally.mjs';

const isWindows = process.platform === 'win32';
/** What to call to end the steps that are under way. */
const stops = new Set();
let stopped = false;

export function stopAll() {
  stopped = true;
  for (const stop of stops) stop('it was interrupted');
}

/**
 * Runs a command of Node to its end and adds to the tally what it counted: its tests, when it reports them (`unit-reporter.mjs`,
 * `browser-reporter.mjs`), otherwise itself. The limit is there for what hangs, not for what is slow.
 * @param {{ name: string, command: string[], minutes: number, reports?: boolean }} step
 */
export async function runStep({ name, command, minutes, reports = false }, tally) {
  if (stopped) return count(tally, `${name} (not run: interrupted)`, false);
  const say = (line) => console.log(`${name} │ ${line}`);
  const from = performance.now();
  say(`started, with a limit of ${minutes} min`);
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own, so that what it started ends with it.
    detached: !isWindows,
  });
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => line.trim() && say(line));

  /** Of this step alone: others run beside it. */
  let failed = 0;
  const counted = (name, passed) => {
    count(tally, name, passed);
    if (!passed) failed += 1;
  };
  /** Tests and files that have begun and not ended. */
  const running = new Set();
  child.on('message', (message) => {
    if (message.started) running.add(message.started);
    if (message.ended) running.delete(message.ended);
    if (message.test) counted(message.test, message.passed);
    if (message.file) tally.seconds.set(message.file, (tally.seconds.get(message.file) ?? 0) + message.seconds);
  });

  let stoppedBy;
  const stop = (why) => {
    stoppedBy = why;
    say(`stopped: ${why}${[...running].map((each) => `\n  still running: ${each}`).join('')}`);
    end(child);
  };
  stops.add(stop);
  const timer = setTimeout(() => stop(`it reached its limit of ${minutes} min`), minutes * 60_000);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  stops.delete(stop);

  if (stoppedBy) {
    counted(`${name}: ${stoppedBy}`, false);
    for (const each of running) counted(each, false);
  } else if (!reports) counted(name, code === 0);
  else if (code !== 0 && failed === 0) counted(`${name} (its output says why)`, false);
  const seconds = (performance.now() - from) / 1000;
  tally.seconds.set(name, seconds);
  say(`${failed === 0 ? '✔' : `✘ ${failed} failed`}, ${seconds.toFixed(1)} s`);
}

function end(child) {
  if (isWindows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else process.kill(-child.pid, 'SIGKILL');
}
