import { withPngText } from '#lib/dla/exchange/pictures/png-text.ts';
import { parseSweep, serialiseSweep } from '#lib/dla/sweep/spec.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { GRAPH_FORMAT } from '#lib/graph/document/schema.ts';
import { unwrap } from '#lib/issue.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  exportFiles,
  exportText,
  fromDocument,
  hashes,
  openOnnx,
  parse,
  plainBackend,
  run,
  seededInput,
  seededWeights,
  serialise,
  tensors,
  weightsFrom,
  type Network,
  type Value,
  type Weights,
} from '../../src/library/index.ts';
import { networkOf } from '../../src/library/network.ts';
import { scaled } from '../scaled.ts';
import { anyNetwork } from './networks.ts';
import { Random } from './random.ts';

// What is taken away and has a way back comes back as it was, whatever the network is.

const TIMES = scaled(400, 24);
/** More would only take longer: names, shapes and order are told by small ones. */
const MOST_PARAMETERS = 4_000_000;

const size = (network: Network): number =>
  tensors(network).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);

/** Names as people give them: none of a format's signs may get out of its place. */
const odd = ['', 'a"]\\n', '<b>&amp;', ']]>', '主 é 😀', '\u202e', '--', '%PDF', '\u0000\u0001'];

function networkAt(seed: number): Network {
  const random = new Random(seed);
  const network = networkOf(anyNetwork(random));
  if (size(network) > MOST_PARAMETERS) return networkAt(seed + 1_000_003);
  const renamed: GraphDocument = { ...network.document, name: `any ${random.pick(odd)}` };
  return random.chance(0.5) && !network.config ? { document: renamed } : network;
}

const seeds = Array.from({ length: TIMES }, (_, index) => index + 1);
const graphOf = (network: Network): string => serialise(network, 'graph');
const bytesOf = async (network: Network, format: 'pdf' | 'onnx' | 'safetensors'): Promise<Uint8Array<ArrayBuffer>> =>
  (await exportFiles(network, format))[0]!.content as Uint8Array<ArrayBuffer>;
const png = new Uint8Array(readFileSync(new URL('../images/grey-1.png', import.meta.url)));

async function expectSame(network: Network, found: Weights): Promise<void> {
  const seeded = seededWeights();
  for (const tensor of tensors(network)) expect(await found.read(tensor)).toEqual(seeded.read(tensor));
}

/** Whatever the outputs are called, in whatever order they come, and where two are the same, once or twice. */
async function expectSameOutputs(network: Network, other: Awaited<ReturnType<typeof openOnnx>>): Promise<void> {
  const input = seededInput(network);
  const outputsOf = async (each: Network, weights: Weights): Promise<readonly Value[]> => {
    const { values, outputs } = await run(each, { backend: plainBackend(), input, weights });
    return outputs.map((id) => values.get(id)!);
  };
  const wanted = await outputsOf(network, seededWeights());
  const found = await outputsOf(other.network, other.weights);
  for (const each of wanted) expect(found.some((one) => isSame(one, each))).toBe(true);
  for (const each of found) expect(wanted.some((one) => isSame(each, one))).toBe(true);
}

function isSame(a: Value, b: Value): boolean {
  const most = b.data.reduce((before, value) => Math.max(before, Math.abs(value)), 0);
  const isNear = (value: number, at: number): boolean => Math.abs(value - b.data[at]!) <= 1e-4 * most;
  return a.shape.join() === b.shape.join() && a.data.every(isNear);
}

describe('any network', () => {
  it.each(seeds)('[fuzz] seed %d: its files and pictures are it again, to the byte', async (seed) => {
    const network = networkAt(seed);
    const file = graphOf(network);
    for (const text of [serialise(network), file]) {
      expect(serialise(parse(text), 'graph')).toBe(file);
      expect(serialise(parse(text))).toBe(text);
    }
    expect(graphOf(parse(exportText(network, 'svg')))).toBe(file);
    expect(graphOf(parse(withPngText(png, file)))).toBe(file);
    expect(graphOf(parse(await bytesOf(network, 'pdf')))).toBe(file);
    expect(graphOf(fromDocument(network.document))).toBe(file);
  });

  it.each(seeds)(
    '[fuzz] seed %d: its ONNX file is it again, with its weights, and without its document one that computes the same',
    async (seed) => {
      const network = networkAt(seed);
      const bytes = await bytesOf(network, 'onnx');
      const own = await openOnnx(new Blob([bytes]), 'any.onnx');
      expect(graphOf(own.network)).toBe(graphOf(network));
      await expectSame(network, own.weights);
      const other = await openOnnx(new Blob([withoutDocument(bytes)]), 'any.onnx');
      // What is drawn twice, or does nothing, is written once or not at all: then what it computes is asked.
      const [before, after] = [network, other.network].map((each) => hashes(each).structure);
      if (before !== after) await expectSameOutputs(network, other);
    },
  );

  it.each(seeds)('[fuzz] seed %d: its weights come back from safetensors', async (seed) => {
    const network = networkAt(seed);
    await expectSame(network, await weightsFrom(network, new Blob([await bytesOf(network, 'safetensors')]), 'any'));
  });
});

it('[fuzz] a sweep is its file again', () => {
  for (const seed of seeds) {
    const random = new Random(seed);
    const vary = ['width', 'levels[3].blocks', 'stem.kernel']
      .filter(() => random.chance(0.6))
      .map((path) => ({ path, values: [1, 2, 3].slice(random.below(3)) }));
    const file = serialiseSweep({
      base: random.pick(['dla34', 'dla60']),
      vary,
      where: random.chance(0.5) ? ['macs <= 3e9'] : [],
      objectives: random.chance(0.5) ? [{ min: 'parameters' }, { max: 'receptiveField' }] : [],
    });
    expect(serialiseSweep(unwrap(parseSweep(file)).spec)).toBe(file);
  }
});

/** The key of the document in the file's metadata, misspelt. */
function withoutDocument(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = Buffer.from(bytes);
  const changed = new Uint8Array(bytes);
  changed[file.lastIndexOf(GRAPH_FORMAT, file.lastIndexOf('{\n  "$schema"'))] = 'x'.charCodeAt(0);
  return changed;
}
