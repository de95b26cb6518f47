import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { expect, test } from 'vitest';
import { toMermaid } from './to-mermaid.ts';

const ID = 'n\\d+_\\w+';
/** What Mermaid's grammar of flowcharts takes between quotes without a meaning of its own, and entities by number. */
const LABEL = '"(?:[\\p{Letter}\\p{Number} .,:()×_+\\-/]|#\\d+;|<br>)*"';
const forms = {
  node: new RegExp(`^(${ID})\\[${LABEL}\\]$`, 'u'),
  group: new RegExp(`^subgraph (${ID})\\[${LABEL}\\]$`, 'u'),
  end: /^end$/,
  edge: new RegExp(`^(${ID}) --> (${ID})$`),
  comment: /^%% [\w: ]+$/,
};

/** Reads a flowchart line by line, and refuses any line that is none of the forms above. */
function parse(text: string) {
  const [head, ...lines] = text.trimEnd().split('\n');
  expect(head).toBe('flowchart LR');
  const found = { nodes: new Set<string>(), edges: [] as string[], groups: 0, depth: 0, deepest: 0 };
  for (const line of lines.map((each) => each.trim())) {
    const [form, match] = Object.entries(forms)
      .map(([name, pattern]) => [name, pattern.exec(line)] as const)
      .find(([, at]) => at !== null) ?? [undefined, null];
    expect(form, line).toBeDefined();
    if (form === 'node') {
      expect(found.nodes.has(match![1]!)).toBe(false);
      found.nodes.add(match![1]!);
    }
    if (form === 'group') {
      found.groups += 1;
      found.depth += 1;
    }
    found.deepest = Math.max(found.deepest, found.depth);
    if (form === 'end') found.depth -= 1;
    if (form === 'edge') {
      for (const end of [match![1]!, match![2]!]) expect(found.nodes.has(end), line).toBe(true);
      found.edges.push(line);
    }
  }
  expect(found.depth).toBe(0);
  return found;
}

test.each(['dla34', 'dla34up', 'resnet18', 'densenet121'])(
  '%s: every node, edge and group is there, groups in groups',
  (id) => {
    const document = presetDocument(presetOf(id)!);
    const { nodes, edges, groups, deepest } = parse(toMermaid(sourceOfDocument(document)));
    expect(nodes.size).toBe(document.nodes.length);
    expect(groups).toBe(document.groups.length);
    expect(edges.length).toBe(document.nodes.reduce((sum, { inputs }) => sum + inputs.length, 0));
    if (id === 'dla34') expect(deepest).toBe(2);
  },
);

test('no name is read as part of the chart', () => {
  const odd = ['end', 'a"]\nb --> c', '#quot; <b>', '`**x**`', '主 😀', 'click x call alert()', '%%{init}%%', ''];
  const document: GraphDocument = {
    name: 'end',
    nodes: [
      { id: 'end', kind: 'input', inputs: [], attributes: { channels: 3, height: 8, width: 8 } },
      ...odd.map((name, index) => ({ id: `a--${index}`, kind: 'relu', name, inputs: ['end'], attributes: {} })),
    ],
    groups: [{ id: 'subgraph', name: 'g', label: 'x"] %% y', members: ['a--0'] }],
    positions: new Map(),
  };
  const { nodes, edges } = parse(toMermaid(sourceOfDocument(document)));
  expect([nodes.size, edges.length]).toEqual([odd.length + 1, odd.length]);
});
