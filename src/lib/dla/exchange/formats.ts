/** What a network must be for a format to hold it: one that a config describes, any document at all, or one without issues. */
type Holds = 'configs' | 'documents' | 'sound';

interface FileFormat {
  readonly ending: string;
  /** The media type. */
  readonly type: string;
  readonly holds: Holds;
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
} as const satisfies { readonly [format: string]: FileFormat };

export type ExportFormat = keyof typeof exportFormats;
