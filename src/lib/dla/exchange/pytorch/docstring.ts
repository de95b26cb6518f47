import { countCosts } from '#lib/dla/analysis/costs.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { hashesOf, outputsOf, type ExportSource } from '../source.ts';
import { pyDoc } from './python.ts';

const count = (value: number): string => value.toLocaleString('en-US');

/** A config's file, one key or level a line. */
function configLines(file: string): readonly string[] {
  const entries = Object.entries(JSON.parse(file) as Record<string, unknown>).map(([key, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`
      : JSON.stringify(value);
    return `  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${entries.join(',\n')}\n}`.split('\n');
}

/** What a file says of its network: name, sizes, counts of one image, hashes, and the config where it has one. */
export function docstring(source: ExportSource): string {
  const { document, graph } = source;
  const { structure, names } = hashesOf(source);
  const { parameters, macs, activations } = countCosts(graph);
  const outputs = outputsOf(source).map(({ id, op, logits }) => {
    const { shape } = graph.ops[op]!;
    return `${id} [N, ${(logits ? shape.slice(0, 1) : shape).join(', ')}]`;
  });
  const config = readConfig(document);
  const lines = [
    document.name.replaceAll(/\s+/g, ' ').trim() || 'A network.',
    '',
    `Takes [N, ${imageOf(graph).shape.join(', ')}]; gives ${outputs.join(', ')}.`,
    `${count(parameters)} parameters; of one image ${count(macs)} multiply-adds, ${count(activations)} activations.`,
    `structure: ${structure}`,
    `names: ${names}`,
    ...(config.ok ? ['', ...configLines(serialiseConfig(config.value))] : []),
  ];
  const text = lines.map((line, index) => (index === 0 || line === '' ? pyDoc(line) : `    ${pyDoc(line)}`));
  return `    """${text.join('\n').replace(/^"/, '\\"')}\n    """\n`;
}
