import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { ops, type OpKind } from '#lib/dla/ops/ops.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { valueOf } from '#lib/runtime/compute/find-op.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { GlExecutor } from '#lib/runtime/gl/executor.ts';
import { GlSession } from '#lib/runtime/gl/gl-session.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import { gradientPlainly } from '#lib/runtime/plain/plain-gradient.ts';
import { gradientSoundly } from '#lib/runtime/session/differentiate-soundly.ts';
import { useBrowserBackend } from '#lib/runtime/tfjs/browser-backends.ts';
import { TfjsSession } from '#lib/runtime/tfjs/tfjs-session.ts';
import { hasWebGpu } from '#lib/runtime/tfjs/web-gpu.ts';
import { memory } from '@tensorflow/tfjs-core';
import { checkBackward, checkKernel } from '../../runtime/check-kernel.ts';
import { examplesOf } from '../../runtime/reference.ts';
import { countBytes } from './count-bytes.ts';

/** Checks every kernel on a backend of tfjs, on the page's own thread. */
async function checkKernels(backend: Backend) {
  await useBrowserBackend(backend);
  const rows = [];
  for (const given of examplesOf(Object.keys(ops) as OpKind[])) {
    for (const relu of given.kind === 'conv2d' ? [false, true] : [false]) {
      const forward = await checkKernel(given, { backend }, relu);
      const backward = await checkBackward(given, { backend });
      rows.push({
        title: given.title,
        kind: given.kind,
        forward: forward.error,
        backward: backward.error,
        left: forward.left + backward.left,
        shape: String(forward.shape) === String(given.shape),
        extra: forward.extra,
      });
    }
  }
  return rows;
}

function requestOf(document: GraphDocument, ids?: readonly string[]) {
  const { graph } = lowerDocument(document);
  const keep = new Map((ids ?? graph.outputs).map((id) => [id, { stats: true, full: true }]));
  return { graph, weights: seededWeights(), inputs: [seededInput(imageOf(graph).shape)], keep };
}

/** The memory of a run for its outputs alone, and of one for every node, in a session of their own. */
async function memoryOf(document: GraphDocument, backend: Backend) {
  await useBrowserBackend(backend);
  const session = new TfjsSession(backend);
  const { memory: lean } = await session.run(requestOf(document));
  const ids = document.nodes.map(({ id }) => id);
  const { memory: full } = await session.run(requestOf(document, ids));
  session.dispose();
  return [lean, full];
}

/** The same of the WebGL programs of the product's own; counted at the calls, besides what the executor says. */
async function glMemoryOf(document: GraphDocument) {
  const found: { planned: number; said: number; counted: number }[] = [];
  for (const ids of [undefined, document.nodes.map(({ id }) => id)]) {
    const counted = countBytes();
    const { keep, graph, weights, inputs } = requestOf(document, ids);
    const executor = GlExecutor.open()!;
    const wishes = new Map([...keep].map(([id, wish]) => [valueOf(graph, id), wish]));
    const { plan, bytes } = await executor.run({ graph, weights, inputs, wishes });
    executor.dispose();
    found.push({
      planned: plan.weightBytes + plan.activationBytes + plan.readBytes,
      said: bytes.peak,
      counted: counted.peak,
    });
  }
  return found;
}

/** Runs and differentiates a network many times; everything that tfjs held afterwards, each state once. */
async function repeat(document: GraphDocument, backend: Backend, runs: number, passes: number) {
  await useBrowserBackend(backend);
  const session = new TfjsSession(backend);
  const request = requestOf(document);
  const gradient = { ...request, statistics: 'stored', label: 1 } as const;
  const held = new Set<string>();
  let uploads = 0;
  const note = () => {
    const { numTensors, numBytes, numDataBuffers, ...more } = memory() as ReturnType<typeof memory> & {
      readonly numBytesInGPU?: number;
    };
    held.add(JSON.stringify([numTensors, numBytes, numDataBuffers, more.numBytesInGPU]));
  };
  await session.run(request);
  await session.gradient(gradient);
  for (let time = 0; time < runs; time += 1) {
    uploads += (await session.run(request)).uploads;
    note();
  }
  for (let time = 0; time < passes; time += 1) {
    await session.gradient(gradient);
    note();
  }
  session.dispose();
  return { held: [...held], uploads };
}

/** The same for the WebGL programs of the product's own. */
async function repeatGl(document: GraphDocument, runs: number) {
  const counted = countBytes();
  const session = (await GlSession.open())!;
  const request = requestOf(document);
  await session.run(request);
  const held = new Set<number>();
  for (let time = 0; time < runs; time += 1) {
    await session.run(request);
    held.add(counted.live);
  }
  session.dispose();
  return { held: [...held] };
}

/**
 * What backward passes through weights that are not finite, or make numbers that are not, answer otherwise than the definitions of
 * the ops do.
 */
async function oddGradients(document: GraphDocument, backend: Backend) {
  await useBrowserBackend(backend);
  const session = new TfjsSession(backend);
  const { graph, weights, inputs } = requestOf(document);
  const differing: string[] = [];
  for (const role of ['weight', 'bias', 'running_mean', 'running_var'] as const)
    for (const value of [NaN, Infinity, -Infinity, 1e30]) {
      const { name } = graph.tensors.findLast((tensor) => tensor.role === role)!;
      const odd = {
        key: `${name} ${value}`,
        read: async (tensor: (typeof graph.tensors)[number]) => {
          const values = Float32Array.from(await weights.read(tensor));
          return tensor.name === name ? values.fill(value, 0, 1) : values;
        },
      };
      const request = { graph, weights: odd, inputs, statistics: 'stored', label: 1 } as const;
      const [found, plain] = [await gradientSoundly(session, request), await gradientPlainly(request)];
      const isAlike = (a: number, b: number) =>
        Object.is(a, b) || Math.abs(a - b) <= 1e-3 * Math.max(1e-6, Math.abs(b));
      const alike =
        isAlike(found.loss, plain.loss) &&
        [...plain.norms].every(([each, norm]) => isAlike(found.norms.get(each)!, norm));
      if (!alike) differing.push(`${name} ${value}`);
    }
  session.dispose();
  return { differing, tensors: memory().numTensors };
}

const harness = { hasWebGpu, checkKernels, memoryOf, glMemoryOf, repeat, repeatGl, oddGradients };
export type BackendsHarness = typeof harness;
Object.assign(window, { harness });
