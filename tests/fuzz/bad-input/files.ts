import { parseLesson, serialiseLesson } from '#lib/dla/lesson/lesson.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { presetConfig, presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { parseScript, runScript, serialiseScript } from '#lib/dla/script/file.ts';
import { startOf } from '#lib/dla/script/script.ts';
import { parseSweep, serialiseSweep } from '#lib/dla/sweep/spec.ts';
import { unwrap, type Result } from '#lib/issue.ts';
import { readdirSync, readFileSync } from 'node:fs';
import type { Random } from '../random.ts';
import { bytesOf, type Format, type Given } from './format.ts';
import { mutatedJson } from './json.ts';
import { mutated } from './mutate.ts';

// Paths are those of the checkout: tests and `npm run fuzz` run there.
const read = (path: string): string => readFileSync(path, 'utf8');
const golden = (name: string): string =>
  JSON.stringify((JSON.parse(read(`tests/golden/data/graph-${name}.json`)) as { document: unknown }).document, null, 2);

export const configs: readonly string[] = [
  read('docs/small.json'),
  ...['dla46x_c', 'dla34', 'dla34up'].map((id) => serialiseConfig(presetConfig(id))),
];
export const graphs: readonly string[] = [
  read('docs/drawn.json'),
  read('tests/dla/tostring.json'),
  ...['two-blocks', 'decoder', 'dense-chain', 'order-and-names', 'resnet18'].map(golden),
  serialiseGraph(presetDocument(presetOf('dla46_c')!)),
];
const lessons = readdirSync('src/content/lessons')
  .filter((name) => name.endsWith('.lesson.json'))
  .map((name) => read(`src/content/lessons/${name}`));

/** A text of JSON with values exchanged, or bytes exchanged, or both of two files. */
export function anyJson(texts: readonly string[], random: Random): Given {
  const text = random.pick(texts);
  if (random.chance(0.7)) return mutatedJson(JSON.parse(text), random);
  return mutated(bytesOf(text), bytesOf(random.pick(texts)), random);
}

/** What was read can be written, and reads again as what it is. */
export function again<T>(
  result: Result<T>,
  write: (value: T) => string,
  parse: (text: string) => Result<T>,
): Result<T> {
  if (!result.ok) return result;
  const file = write(result.value);
  if (write(unwrap(parse(file))) !== file) throw new Error('written and read again it is another one');
  return result;
}

export const readNetwork = (given: Given) =>
  again(
    parseNetworkFile(given),
    (file) => (file.kind === 'config' ? serialiseConfig(file.config) : serialiseGraph(file.document)),
    parseNetworkFile,
  );

export const fileFormats: readonly Format[] = [
  { name: 'config', share: 14, make: (random) => anyJson(configs, random), read: readNetwork },
  { name: 'graph', share: 14, make: (random) => anyJson(graphs, random), read: readNetwork },
  {
    name: 'lesson',
    share: 6,
    make: (random) => anyJson(lessons, random),
    read: (given) => again(parseLesson(given), serialiseLesson, parseLesson),
  },
  {
    name: 'sweep',
    share: 6,
    make: (random) => anyJson([read('docs/sweep.json')], random),
    read: (given) => again(parseSweep(given), ({ spec }) => serialiseSweep(spec), parseSweep),
  },
  {
    name: 'script',
    share: 6,
    make: (random) => anyJson([read('docs/script.json')], random),
    read: (given) => {
      const script = again(parseScript(given), serialiseScript, parseScript);
      if (!script.ok) return script;
      return runScript(startOf(unwrap(parseNetworkFile(configs[0]!))), script.value);
    },
  },
];
