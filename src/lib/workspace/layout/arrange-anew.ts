import { layeredInput, withOps } from '$lib/dla/figure/layered-input';
import type { GraphDocument } from '$lib/graph/document/document';
import { elkIsQuick, layoutElk, type ElkEngine } from '$lib/graph/layout/elk/layout-elk';
import { layoutLayered } from '$lib/graph/layout/layered/layered';
import type { Layout } from '$lib/graph/layout/layout';
import type { Collapsed } from '../collapsed';
import type { Detail } from '$lib/dla/figure/figure';
import type { Direction } from '$lib/graph/layout/layered/input';

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
  const options = { ...wanted.layers, detail: wanted.detail, collapsed: wanted.collapsed };
  const input = layeredInput(document, options);
  const found = elkIsQuick(input) ? await layoutElk(input, engine).catch(() => undefined) : undefined;
  return withOps(document, found ?? layoutLayered(input), options);
}
