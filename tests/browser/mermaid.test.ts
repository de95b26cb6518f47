import type { Mermaid } from 'mermaid';
import { toMermaid } from '#lib/dla/exchange/mermaid/to-mermaid.ts';
import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { expect, test } from './fixtures.ts';

// Flowcharts as Mermaid itself reads and draws them: it takes a page.

const odd = ['end', 'a"]\nb --> c', '#quot; <b>', '`**x**`', '主 😀', 'click x call alert()', '%%{init}%%', ''];
const oddNames: GraphDocument = {
  name: 'end',
  nodes: [
    { id: 'end', kind: 'input', inputs: [], attributes: { channels: 3, height: 8, width: 8 } },
    ...odd.map((name, index) => ({ id: `a--${index}`, kind: 'relu', name, inputs: ['end'], attributes: {} })),
  ],
  groups: [{ id: 'subgraph', name: 'g', label: 'x"] %% y', members: ['a--0'] }],
  positions: new Map(),
};

const documents: readonly (readonly [name: string, document: GraphDocument])[] = [
  ...['dla34', 'dla34up', 'densenet121'].map((id) => [id, presetDocument(presetOf(id)!)] as const),
  ['odd names', oddNames],
];

test('[mermaid] every node, edge and group of a flowchart is read and drawn by Mermaid, whatever it is called', async ({
  page,
}) => {
  await page.goto('about:blank');
  await page.addScriptTag({ path: 'node_modules/mermaid/dist/mermaid.min.js' });
  for (const [name, document] of documents) {
    const found = await page.evaluate(
      async ([text, id]) => {
        const { mermaid } = globalThis as typeof globalThis & { readonly mermaid: Mermaid };
        // As the file itself says where it is large.
        const large = text.includes('maxEdges') ? { maxEdges: 2000, maxTextSize: 500_000 } : {};
        mermaid.initialize({ startOnLoad: false, ...large });
        const { diagramType } = await mermaid.parse(text);
        const { svg } = await mermaid.render(id, text);
        window.document.body.innerHTML = svg;
        const count = (selector: string) => window.document.querySelectorAll(selector).length;
        const words = [...window.document.querySelectorAll('.node')].map((node) =>
          node.textContent.replace(/\s+/g, ' '),
        );
        return {
          diagramType,
          nodes: count('.node'),
          edges: count('.edgePaths path'),
          groups: count('.cluster'),
          words,
        };
      },
      [toMermaid(sourceOfDocument(document)), `chart-${documents.findIndex(([each]) => each === name)}`] as const,
    );
    const { nodes, groups } = document;
    expect(found, name).toMatchObject({
      diagramType: expect.stringMatching(/^flowchart/),
      nodes: nodes.length,
      edges: nodes.reduce((sum, { inputs }) => sum + inputs.length, 0),
      groups: groups.length,
    });
    if (document === oddNames)
      for (const text of ['click x call alert()', '主 😀']) expect(found.words.join()).toContain(text);
  }
});
