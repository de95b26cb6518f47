import { layeredInput, withOps } from '#lib/dla/figure/layered-input.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { layoutElk, suitsElk, type ElkEngine } from '#lib/graph/layout/elk/layout-elk.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
import type { Collapsed } from '#lib/workspace/core/collapsed.ts';
import type { Detail } from '#lib/dla/figure/figure.ts';
import type { Direction } from '#lib/graph/layout/layered/input.ts';

/**
 * Layers without a picture before: ELK's. Our own where ELK cannot be expected to end in time, does not, fails, or draws a
 * picture with a fault.
 */
export async function arrangeAnew(
  document: GraphDocument,
  wanted: {
    readonly detail: Detail;
    readonly collapsed: Collapsed;
    readonly layers: { readonly direction: Direction };
  },
  engine: ElkEngine,
): Promise<Layout> {
  const options = { ...wanted.layers, words: words.figure, detail: wanted.detail, collapsed: wanted.collapsed };
  const input = layeredInput(document, options);
  const found = suitsElk(input) ? await layoutElk(input, engine).catch(() => undefined) : undefined;
  return withOps(document, found ?? layoutLayered(input), options);
}
