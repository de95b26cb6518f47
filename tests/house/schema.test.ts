import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format, resolveConfig } from 'prettier';
import type { GenericSchema } from 'valibot';
import { describe, expect, it } from 'vitest';
import { lessonSchema } from '#lib/dla/lesson/schema.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { networkConfig } from '#lib/dla/network/config.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import { domain, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { scriptFile } from '#lib/dla/script/commands.ts';
import { sweepSpec } from '#lib/dla/sweep/spec.ts';
import { graphSchema } from '#lib/graph/document/schema.ts';
import { golden } from '../golden/goldens.ts';

/** The JSON Schema of the definition that the code parses with; what no schema can say stands in metadata or is left. */
const emit = (schema: GenericSchema, title: string): Record<string, unknown> => {
  const { $schema, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    ignoreActions: ['check', 'finite'],
  });
  return { $schema, title, ...rest };
};

const schemas = {
  'network.v1': emit(networkConfig, 'A network config of DLA Explorer'),
  'graph.v1': emit(graphSchema(domain), 'A graph document of DLA Explorer'),
  'sweep.v1': emit(sweepSpec, 'A sweep of DLA Explorer'),
  'lesson.v1': emit(lessonSchema, 'A lesson of DLA Explorer'),
  'script.v1': emit(scriptFile, 'An edit script of DLA Explorer'),
};

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, allErrors: true });
const validators = { network: ajv.compile(schemas['network.v1']), graph: ajv.compile(schemas['graph.v1']) };

describe('[schema] the files in static/schema are what the code parses', () => {
  // `npx vitest run tests/house/schema -u` writes them anew.
  it.each(Object.entries(schemas))('%s', async (name, schema) => {
    const path = new URL(`../../static/schema/${name}.json`, import.meta.url).pathname;
    const options = await resolveConfig(path);
    await expect(await format(JSON.stringify(schema), { ...options, filepath: path })).toMatchFileSnapshot(path);
  });
});

describe('[schema] accepts what the code accepts', () => {
  const check = (kind: 'network' | 'graph', file: unknown): void => {
    validators[kind](file);
    expect(validators[kind].errors).toBeNull();
    expect(parseNetworkFile(JSON.stringify(file))).toMatchObject({ ok: true });
  };

  it.each(presets.map((preset) => preset.id))('%s', (id) => {
    const { config, document = buildNetwork(config!) } = presets.find((preset) => preset.id === id)!;
    if (config) check('network', JSON.parse(serialiseConfig(config)));
    for (const defaults of [false, true]) check('graph', JSON.parse(serialiseGraph(document, { defaults })));
  });

  it.each(['two-blocks', 'decoder', 'dense-chain', 'order-and-names', 'resnet18'])('graph-%s', (name) =>
    check('graph', golden<{ document: unknown }>(`graph-${name}`).document),
  );
});

describe('[schema] refuses what a schema can', () => {
  type Table = Record<string, unknown>;
  interface Files {
    readonly network: Table & { readonly levels: Table[] };
    readonly graph: Table & { readonly nodes: (Table & { readonly attributes: Table })[] };
  }
  const sound = (): Files => ({
    network: JSON.parse(serialiseConfig(presets[0]!.config!)) as Files['network'],
    graph: golden<{ document: Files['graph'] }>('graph-two-blocks').document,
  });

  it.each<['network' | 'graph', string, (files: Files) => unknown]>([
    ['network', 'an unknown key', ({ network }) => (network.colour = 1)],
    ['network', 'another version', ({ network }) => (network.version = 2)],
    ['network', 'an unknown structure', ({ network }) => (network.levels[2]!.structure = 'hda')],
    ['network', 'a level without a kind', ({ network }) => delete network.levels[0]!.kind],
    ['network', 'a number beyond the range', ({ network }) => (network.levels[0]!.channels = 65_537)],
    ['network', 'an even kernel', ({ network }) => (network.stem = { channels: 16, kernel: 4, stride: 1 })],
    ['network', 'a long name', ({ network }) => (network.name = 'x'.repeat(201))],
    ['network', 'no levels', ({ network }) => (network.levels.length = 0)],
    ['graph', 'a key of a node', ({ graph }) => (graph.nodes[1]!.colour = 1)],
    ['graph', 'an attribute of another kind', ({ graph }) => (graph.nodes[2]!.attributes.cardinality = 2)],
    ['graph', 'an attribute that is missing', ({ graph }) => delete graph.nodes[1]!.attributes.outChannels],
    ['graph', 'an unknown kind', ({ graph }) => (graph.nodes[1]!.kind = 'pool')],
    ['graph', 'an id that is reserved', ({ graph }) => (graph.nodes[5]!.id = 'constructor')],
    ['graph', 'an id with a space', ({ graph }) => (graph.nodes[5]!.id = 'a b')],
    ['graph', 'a name with a dot', ({ graph }) => (graph.nodes[1]!.name = 'a.b')],
    ['graph', 'too many inputs', ({ graph }) => (graph.nodes[5]!.inputs = ['join', 'join'])],
    ['graph', 'no inputs', ({ graph }) => delete graph.nodes[5]!.inputs],
    ['graph', 'a position of one number', ({ graph }) => (graph.positions = { first: [1] })],
  ])('%s: %s', (kind, _, change) => {
    const files = sound();
    change(files);
    expect(validators[kind](files[kind])).toBe(false);
    expect(parseNetworkFile(JSON.stringify(files[kind])).ok).toBe(false);
  });
});
