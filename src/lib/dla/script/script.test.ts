import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { hasNode, structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { setStructure } from '#lib/dla/commands/edit-level.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { parseScript, runScript, serialiseScript } from './file.ts';
import { likenessOf, scriptBetween, startOf } from './script.ts';

const dla34 = presetConfig('dla34');

/** DLA-34 with this structure in some levels. */
function joined(structure: StructureName, levels: readonly number[]): NetworkConfig {
  return {
    ...dla34,
    levels: dla34.levels.map((level, index) => {
      if (level.kind === 'conv' || !levels.includes(index)) return level;
      const joins = hasNode(structure, level.blocks);
      return { ...level, structure, levelRoot: joins && level.levelRoot };
    }),
  };
}

const config = (value: NetworkConfig) => ({ kind: 'config', config: value }) as const;
const graph = (document: GraphDocument) => ({ kind: 'graph', document }) as const;

/** The network with another kernel in the stem's place, which no config has. */
const drawn = (document: GraphDocument): GraphDocument => ({
  ...document,
  nodes: document.nodes.map((node) =>
    node.id === 'base_layer' ? { ...node, attributes: { ...node.attributes, activation: 'none' } } : node,
  ),
});

const done = ({ commands }: { readonly commands: readonly { readonly do: string }[] }) =>
  commands.map((command) => command.do);

describe('a script between two networks', () => {
  it.each(structureNames.filter((name) => name !== 'merged'))('one command a level gives (f) → %s', (structure) => {
    const script = scriptBetween(config(dla34), config(joined(structure, [3, 4])));
    expect(script.commands).toEqual(
      [3, 4].map((level) => ({ do: 'set-structure', level: `level${level}`, structure })),
    );
    expect(script.names).toEqual([]);
    const back = scriptBetween(config(joined(structure, [3, 4])), config(dla34));
    expect(back.commands).toHaveLength(2);
  });

  it('the same holds for graphs, and for those that no config describes', () => {
    const [a, b] = [buildNetwork(dla34), buildNetwork(joined('tree', [4]))];
    for (const [x, y] of [
      [a, b],
      [drawn(a), drawn(b)],
      [drawn(a), applyPatch(drawn(a), unwrap(setStructure(drawn(a), ['level4'], 'tree')))],
    ] as const)
      expect(scriptBetween(graph(x), graph(y)).commands).toEqual([
        { do: 'set-structure', level: 'level4', structure: 'tree' },
      ]);
  });

  it('levels of two blocks are one network in (b) to (f): no command, but for the names of (f)', () => {
    for (const structure of ['shallow', 'tree', 'reentrant'] as const)
      expect(scriptBetween(config(joined('ida', [2, 5])), config(joined(structure, [2, 5])))).toMatchObject({
        commands: [],
        names: [],
      });
    const [from, to] = [config(joined('ida', [5])), config(dla34)];
    expect(scriptBetween(from, to)).toMatchObject({
      commands: [],
      names: [{ do: 'set-structure', level: 'level5', structure: 'merged' }],
    });
    expect([likenessOf(from, to), likenessOf(from, from)]).toEqual(['other-names', 'equal']);
    expect(likenessOf(from, config(joined('plain', [5])))).toBe('different');
  });

  it('ids say nothing', () => {
    const document = buildNetwork(dla34);
    const other = (id: string): string => `x-${id}`;
    const renamed: GraphDocument = {
      ...document,
      nodes: document.nodes.map((node) => ({
        ...node,
        id: other(node.id),
        name: node.name ?? node.id,
        inputs: node.inputs.map(other),
      })),
      groups: document.groups.map((each) => ({
        ...each,
        id: other(each.id),
        name: each.name ?? each.id,
        members: each.members.map(other),
      })),
    };
    for (const a of [graph(document), config(dla34)])
      expect(scriptBetween(a, graph(renamed))).toMatchObject({ commands: [], names: [] });
  });

  it('a level more, a level less, and every part that a config has are a command each', () => {
    const levels = dla34.levels;
    const more = { ...dla34, levels: levels.toSpliced(1, 0, levels[0]!) };
    expect(done(scriptBetween(config(dla34), config(more)))).toEqual(['add-level']);
    expect(done(scriptBetween(config(more), config(dla34)))).toEqual(['remove-level']);
    const all: NetworkConfig = {
      ...dla34,
      input: { ...dla34.input, height: 64 },
      stem: { ...dla34.stem, kernel: 3 },
      levels: levels.with(3, { ...levels[3]!, channels: 96 }),
      head: { kind: 'features' },
    };
    expect(done(scriptBetween(config(dla34), config(all)))).toEqual([
      'edit-input',
      'edit-stem',
      'edit-level',
      'set-head',
    ]);
  });

  it('a node on an edge is one command, as one that goes', () => {
    const { document } = startOf(config(dla34));
    const relu = { id: 'relu', kind: 'relu', inputs: ['base_layer'], attributes: {} };
    const more: GraphDocument = {
      ...document,
      nodes: [
        ...document.nodes.map((node) => (node.id === 'level0-conv1' ? { ...node, inputs: ['relu'] } : node)),
        relu,
      ],
    };
    expect(done(scriptBetween(graph(document), graph(more)))).toEqual(['insert-on-edge']);
    expect(done(scriptBetween(graph(more), graph(document)))).toEqual(['remove']);
  });
});

describe('a script that is at fault', () => {
  const written = (commands: readonly object[], more: object = {}): string =>
    JSON.stringify({ format: 'dla-script', version: 1, commands, ...more });
  const refusal = (text: string): readonly string[] => {
    const script = parseScript(text);
    const answer = script.ok ? runScript(startOf(config(dla34)), script.value) : script;
    return answer.ok ? [] : answer.issues.map(({ kind, at }) => `${kind} ${at}`);
  };
  const group = { do: 'group', id: 'g', members: ['level3-b1'] };

  it.each<[string, string, string]>([
    ['an unknown key', written([], { colour: 1 }), 'unknown-key colour'],
    ['an unknown key of a command', written([{ do: 'remove', ids: ['fc'], x: 1 }]), 'unknown-key commands[0].x'],
    ['an unknown command', written([{ do: 'explode' }]), 'not-expected commands[0].do'],
    ['a newer version', written([], { version: 2 }), 'newer-version version'],
    ['another format', written([], { format: 'dla-sweep' }), 'not-expected format'],
    ['no JSON', '{', 'not-json '],
    ['an id that no file has', written([{ do: 'remove', ids: ['__proto__'] }]), 'not-allowed commands[0].ids[0]'],
    ['a key that no table has', '{"format":"dla-script","version":1,"__proto__":{}}', 'unknown-key __proto__'],
    ['no such level', written([{ do: 'remove-level', level: 'level9' }]), 'not-a-level commands[0], level9'],
    [
      'what a level of convolutions does not have',
      written([{ do: 'set-structure', level: 'level0', structure: 'ida' }]),
      'not-a-level commands[0], level0',
    ],
    [
      'blocks that a structure cannot join',
      written([{ do: 'edit-level', level: 'level3', blocks: 3 }]),
      'blocks-power-of-two commands[0], levels[3].blocks',
    ],
    ['a level far out', written([{ do: 'add-level', at: 99, config: dla34.levels[0]! }]), 'too-large commands[0], at'],
    ['no such node', written([{ do: 'remove', ids: ['nowhere'] }]), 'missing-member commands[0], nowhere'],
    ['no such input', written([{ do: 'disconnect', to: 'fc', input: 7 }]), 'no-such-input commands[0], fc'],
    [
      'a circle',
      written([{ do: 'reconnect', from: 'level5-n1', to: 'level0-conv1', input: 0 }]),
      'cycle commands[0], level0-conv1',
    ],
    [
      'an id that is taken',
      written([{ do: 'add-node', id: 'fc', kind: 'relu', inputs: ['input'] }]),
      'id-taken commands[0], fc',
    ],
    [
      'an unknown kind',
      written([{ do: 'add-node', id: 'x', kind: 'constructor' }]),
      'unknown-kind commands[0], constructor',
    ],
    [
      'an attribute that a kind does not have',
      written([{ do: 'set-attributes', node: 'fc', attributes: { colour: 1 } }]),
      'unknown-key commands[0], fc.colour',
    ],
    ['a member of itself', written([group, { ...group, members: ['g'] }]), 'group-in-itself commands[1], g'],
    ['not every node', written([{ do: 'reorder-nodes', order: ['fc', 'fc'] }]), 'not-every-node commands[0], order'],
    ['an end that is no network', written([{ do: 'disconnect', to: 'fc', input: 0 }]), 'too-few-inputs fc'],
    [
      'names that are no names',
      written([], { names: [{ do: 'rename', id: 'fc', name: 'a.b' }] }),
      'not-allowed names[0].name',
    ],
  ])('%s', (_, text, message) => {
    expect(refusal(text)[0]).toBe(message);
  });

  it('what is sound is read as it was written', () => {
    const script = scriptBetween(config(dla34), config(presetConfig('dla60')));
    expect(unwrap(parseScript(serialiseScript(script)))).toEqual(script);
    expect(unwrap(runScript(startOf(config(dla34)), script))).toHaveLength(script.commands.length + 1);
  });
});
