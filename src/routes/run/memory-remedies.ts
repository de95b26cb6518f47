import { findImage } from '#lib/dla/op-graph/image.ts';
import { weightBytes } from '#lib/dla/analysis/memory.ts';
import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { graphicsLimit, runBytes, WASM_LIMIT } from '#lib/runtime/compute/memory-need.ts';
import { shapeText } from '#lib/ui/format.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { otherBackend, type Remedy } from './other-backend.ts';

/** Sides of images that stay whole through five halvings of resolution. */
const STEP = 32;

/** The largest image, halved as often as it must be, of which a run needs no more than there is; [H, W]. */
export function fittingSize(
  [height, width]: readonly [number, number],
  activations: number,
  room: number,
): readonly [number, number] | undefined {
  if (room <= 0) return undefined;
  const halvings = Math.max(1, Math.ceil(Math.log2(activations / room) / 2));
  const [h, w] = [height, width].map((side) => Math.floor(side / 2 ** halvings / STEP) * STEP) as [number, number];
  return h >= STEP && w >= STEP ? [h, w] : undefined;
}

/** How often weights lie in memory at most, where they have forms of their own for a kernel. */
const FORMS = 5;

/** The image halved until what depends on it fits; once, where nothing is known of how much there is. */
function smallerImage(
  workspace: Workspace,
  runs: Runs,
  view: NetworkView,
  { kind, expected, received }: Issue,
): readonly Remedy[] {
  const image = findImage(view.graph);
  if (!image) return [];
  const [, height, width] = image.shape;
  const weights = FORMS * weightBytes(view.graph);
  const size =
    kind === 'memory-exceeded'
      ? fittingSize([height, width], Number(received) - weights, Number(expected) - weights)
      : fittingSize([height, width], 4, 1);
  if (!size) return [];
  const run = () => {
    workspace.activate(view);
    workspace.setAttributes(image.node, { height: size[0], width: size[1] });
    void runs.run(workspace.views);
  };
  return [{ label: words.run.remedies.smaller(shapeText(size)), run }];
}

/** Remedies for a run that needed more memory than there is. */
export function memoryRemedies(workspace: Workspace, runs: Runs, issue: Issue): readonly Remedy[] {
  const said = words.run.remedies;
  const { views } = workspace;
  const { deviceMemory } = navigator as { readonly deviceMemory?: number };
  const used = runs.backend;
  const fits = (backend: 'wasm' | 'webgl', limit: number) =>
    used !== backend && issue.expected !== limit && views.every(({ graph }) => runBytes(graph, backend) <= limit);
  return [
    ...views.flatMap((view) => smallerImage(workspace, runs, view, issue)).slice(0, 1),
    ...(fits('wasm', WASM_LIMIT) ? [otherBackend(workspace, runs, 'wasm', said.wasm)] : []),
    ...(fits('webgl', graphicsLimit(deviceMemory)) ? [otherBackend(workspace, runs, 'webgl', said.webgl)] : []),
  ];
}
