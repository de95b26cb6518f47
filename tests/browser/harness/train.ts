import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import type { BackendChoice } from '#lib/runtime/compute/device.ts';
import { weightFile, type Runner } from '#lib/runtime/session/client.ts';
import { TRAINING_DEFAULTS } from '#lib/runtime/training/order.ts';

const COUNT = 60;

/** Images of which the upper or the lower half is bright; label and brightness of pixel i of image n. */
const labelOf = (n: number) => n % 2;
const brightness = (n: number, i: number) => (i < 32 === (labelOf(n) === 0) ? 0.8 : -0.8) + 0.1 * Math.sin(7 * n + i);

const { graph } = lowerDocument(buildNetwork(digitsConfig('tree')));

const order = (backend: BackendChoice) => ({
  variants: [{ name: 'tree', graph }],
  data: {
    kind: 'examples' as const,
    examples: {
      shape: [1, 8, 8] as const,
      images: Float32Array.from({ length: 64 * COUNT }, (_, at) => brightness(Math.floor(at / 64), at % 64)),
      labels: Uint16Array.from({ length: COUNT }, (_, n) => labelOf(n)),
    },
  },
  options: { ...TRAINING_DEFAULTS, epochs: 40, batchSize: 8, heldOut: 20, seed: 1 },
  backend,
});

const soon = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Trains, pauses for a while at step 3, stops after step `steps`; then runs the network with the saved weights. */
export async function pauseAndStop(runner: Runner, backend: BackendChoice, steps: number) {
  let done = 0;
  let paused: () => void;
  const pause = new Promise<void>((resolve) => (paused = resolve));
  const training = runner.train(order(backend), {
    onProgress(progress) {
      if (progress.phase === 'paused') paused();
      if (progress.phase !== 'steps') return;
      done = progress.done;
      if (done === 3) training.tell('pause');
      if (done >= steps) training.tell('stop');
    },
  });
  await pause;
  const atPause = done;
  await soon(400);
  const afterPause = done;
  training.tell('resume');
  const { variants, device } = await training.report;
  const [trained] = variants;
  const weights = weightFile(new File([trained!.weights], 'trained.safetensors'));
  let right = 0;
  for (let n = 0; n < COUNT; n += 1) {
    const data = Float32Array.from({ length: 64 }, (_, i) => brightness(n, i));
    const keep = new Map([['fc', { full: true }]]);
    const { results } = await runner.run({ graph, weights, input: { kind: 'pixels', data }, keep, backend });
    const logits = results.get('fc')!.data!;
    if (logits.indexOf(Math.max(...logits)) === labelOf(n)) right += 1;
  }
  return { atPause, afterPause, curve: trained!.curve, right: right / COUNT, device };
}

/** Cancels a training at its third step, and waits until the worker answers something else. */
export async function cancelTraining(runner: Runner, backend: BackendChoice, probe: () => Promise<unknown>) {
  await probe();
  const controller = new AbortController();
  const { report } = runner.train(order(backend), {
    signal: controller.signal,
    onProgress(progress) {
      if (progress.phase === 'steps' && progress.done === 3) controller.abort();
    },
  });
  const name = await report.then(
    () => 'none',
    (error: Error) => error.name,
  );
  await probe();
  return name;
}
