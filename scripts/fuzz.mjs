// `npm run fuzz -- [--count 100000] [--seed 0] [--format NAME] [--workers 2]`: cases of everything that comes from outside, by seed.
// Every case is read or refused with an issue; an exception, a prototype that was touched, a case that takes longer than a minute or
// more memory than a worker has is found, and printed with its seed. `--seed N --count 1 --format NAME` tries one case again.
import { build } from 'esbuild';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { root } from './install.mjs';

const BATCH = 250;
/** Milliseconds that one case may take before it counts as hanging, and megabytes that a worker has. */
const [PATIENCE, MEMORY] = [60_000, 1500];

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '0' },
    format: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
const [count, seed, workers] = [values.count, values.seed, values.workers].map(Number);

process.chdir(root);
const folder = join(root, 'node_modules', '.cache', `dla-fuzz-${process.pid}`);
await build({
  entryPoints: ['tests/fuzz/bad-input/worker.ts', 'tests/fuzz/bad-input/formats.ts', 'tests/fuzz/bad-input/law.ts'],
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  loader: { '.woff': 'dataurl' },
  logLevel: 'error',
  tsconfigRaw: '{}',
});
const { formats } = await import(join(folder, 'formats.mjs'));
const { sharesOf } = await import(join(folder, 'law.mjs'));

const chosen = values.format ? formats.filter(({ name }) => name === values.format) : formats;
if (chosen.length === 0) {
  console.error(`No such format. There are: ${formats.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const jobs = sharesOf(chosen, count).flatMap(([{ name }, cases]) =>
  Array.from({ length: Math.ceil(cases / BATCH) }, (_, batch) => ({
    name,
    from: seed + batch * BATCH,
    to: seed + Math.min(cases, (batch + 1) * BATCH),
  })),
);
const sums = new Map(chosen.map(({ name }) => [name, { cases: 0, outcomes: new Map(), found: 0, milliseconds: 0 }]));
const found = [];
const started = performance.now();

function note(name, at, fault) {
  found.push({ name, at, fault });
  sums.get(name).found += 1;
  console.log(`✘ ${name}, seed ${at}: ${fault}`);
}

/** Runs a job to its end, or to the case that hangs or breaks the worker: what is behind that is put back. */
function runJob(worker, shared, job) {
  return new Promise((resolve) => {
    let [seen, since] = [-1, performance.now()];
    const finish = (alive) => {
      clearInterval(watch);
      for (const [event, listener] of heard) worker.off(event, listener);
      resolve(alive);
    };
    const giveUp = (why) => {
      const at = Atomics.load(shared, 0);
      note(job.name, at, why);
      sums.get(job.name).cases += at + 1 - job.from;
      if (at + 1 < job.to) jobs.unshift({ ...job, from: at + 1 });
      void worker.terminate();
      finish(false);
    };
    const watch = setInterval(() => {
      const at = Atomics.load(shared, 0);
      if (at !== seen) [seen, since] = [at, performance.now()];
      else if (performance.now() - since > PATIENCE) giveUp(`does not end within ${PATIENCE / 1000} s`);
    }, 500);
    const begun = performance.now();
    const ended = ({ outcomes, found: faults, slow }) => {
      const sum = sums.get(job.name);
      sum.milliseconds += performance.now() - begun;
      sum.cases += job.to - job.from;
      for (const [outcome, times] of outcomes) sum.outcomes.set(outcome, (sum.outcomes.get(outcome) ?? 0) + times);
      for (const { seed: at, fault } of faults) note(job.name, at, fault);
      for (const { seed: at, milliseconds } of slow)
        console.log(`  ${job.name}, seed ${at}: ${Math.round(milliseconds)} ms`);
      finish(true);
    };
    const heard = [
      ['message', ended],
      ['error', (error) => giveUp(String(error))],
    ];
    for (const [event, listener] of heard) worker.on(event, listener);
    Atomics.store(shared, 0, job.from);
    worker.postMessage(job);
  });
}

async function lane() {
  let worker;
  let shared;
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    if (!worker) {
      shared = new Int32Array(new SharedArrayBuffer(4));
      worker = new Worker(join(folder, 'worker.mjs'), {
        workerData: { shared },
        resourceLimits: { maxOldGenerationSizeMb: MEMORY },
      });
      // Where one that was given up ends with an error, nobody is waiting for it any more.
      worker.on('error', () => undefined);
    }
    if (!(await runJob(worker, shared, job))) worker = undefined;
  }
  await worker?.terminate();
}

// Ended from outside, it says how far it came.
process.once('SIGTERM', report);
await Promise.all(Array.from({ length: workers }, lane));
report();

function report() {
  for (const [name, { cases, outcomes, found: faults, milliseconds }] of sums) {
    const kinds = [...outcomes].sort((a, b) => b[1] - a[1]);
    const most = kinds.slice(0, 6).map(([kind, times]) => `${kind} ${times}`);
    console.log(
      `${name}: ${cases} cases from seed ${seed}, ${(milliseconds / cases).toFixed(1)} ms each, ${faults} found; ${kinds.length} outcomes: ${most.join(', ')}`,
    );
  }
  const all = [...sums.values()].reduce((sum, { cases }) => sum + cases, 0);
  console.log(`${all} cases in ${Math.round((performance.now() - started) / 1000)} s, ${found.length} found`);
  process.exit(found.length > 0 ? 1 : 0);
}
