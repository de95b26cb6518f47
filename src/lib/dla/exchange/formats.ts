/** What a network must be for a format to hold it: one that a config describes, any document at all, or one without issues. */
type Holds = 'configs' | 'documents' | 'sound';

interface FileFormat {
  readonly ending: string;
  /** The media type. */
  readonly type: string;
  readonly holds: Holds;
  /** How many networks a file of it holds, at least and at most; one where it does not say. */
  readonly networks?: readonly [least: number, most: number];
}

/**
 * Every format that a network can be written in, first those that can be opened again. A table elsewhere that is keyed by
 * {@link ExportFormat} does not compile until it has them all.
 */
export const exportFormats = {
  config: { ending: 'network.json', type: 'application/json', holds: 'configs' },
  graph: { ending: 'graph.json', type: 'application/json', holds: 'documents' },
  pytorch: { ending: 'py', type: 'text/x-python', holds: 'sound' },
  onnx: { ending: 'onnx', type: 'application/octet-stream', holds: 'sound' },
  svg: { ending: 'svg', type: 'image/svg+xml', holds: 'sound' },
  png: { ending: 'png', type: 'image/png', holds: 'sound' },
  dot: { ending: 'dot', type: 'text/vnd.graphviz', holds: 'sound' },
  csv: { ending: 'csv', type: 'text/csv', holds: 'sound', networks: [1, Infinity] },
  markdown: { ending: 'md', type: 'text/markdown', holds: 'sound', networks: [1, Infinity] },
  latex: { ending: 'tex', type: 'application/x-tex', holds: 'sound', networks: [1, Infinity] },
} as const satisfies { readonly [format: string]: FileFormat };

export type ExportFormat = keyof typeof exportFormats;

/** How many networks a file of a format holds. */
export const networksOf = (format: ExportFormat): readonly [least: number, most: number] => {
  const { networks }: FileFormat = exportFormats[format];
  return networks ?? [1, 1];
};
