import { words } from '#lib/messages/messages.ts';
import { findImage } from '#lib/dla/op-graph/image.ts';
import { weightBytes } from '#lib/dla/analysis/memory.ts';
import type { Issue } from '#lib/issue.ts';
import { graphicsLimit, runBytes, WASM_LIMIT } from '#lib/runtime/compute/memory-need.ts';
import type { BackendChoice } from '#lib/runtime/compute/device.ts';
import { shapeText } from '#lib/ui/format.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';

/** What a person can do about a run that was refused, with one click. */
export interface Remedy {
  readonly label: string;
  readonly run: () => void;
}

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

function otherBackend({ views }: Workspace, runs: Runs, choice: BackendChoice, label: string): Remedy {
  const run = () => {
    runs.backend = choice;
    void runs.run(views);
  };
  return { label, run };
}

/** Remedies for why a run failed; none where there is nothing but to mend the network. */
export function remediesFor(workspace: Workspace, runs: Runs, issues: readonly Issue[]): readonly Remedy[] {
  const said = words.run.remedies;
  const { views } = workspace;
  const [issue] = issues;
  if (!issue) return [];
  const again: Remedy = { label: said.again, run: () => void runs.run(views) };
  const wasm = otherBackend(workspace, runs, 'wasm', said.wasm);
  switch (issue.kind) {
    case 'memory-exceeded':
    case 'out-of-memory': {
      const { deviceMemory } = navigator as { readonly deviceMemory?: number };
      const used = runs.backend;
      const fits = (backend: 'wasm' | 'webgl', limit: number) =>
        used !== backend && issue.expected !== limit && views.every(({ graph }) => runBytes(graph, backend) <= limit);
      return [
        ...views.flatMap((view) => smallerImage(workspace, runs, view, issue)).slice(0, 1),
        ...(fits('wasm', WASM_LIMIT) ? [wasm] : []),
        ...(fits('webgl', graphicsLimit(deviceMemory)) ? [otherBackend(workspace, runs, 'webgl', said.webgl)] : []),
      ];
    }
    case 'backend-unavailable':
      return [otherBackend(workspace, runs, 'auto', said.auto)];
    case 'context-lost':
      return [again, wasm];
    case 'shader-failed':
    case 'texture-too-large':
      return [wasm];
    case 'part-not-loaded':
      return [{ label: words.shared.reload, run: () => location.reload() }];
    case 'worker-crashed':
    case 'worker-ended':
    case 'worker-failed':
      return [again];
    case 'image-channels': {
      const run = () => {
        runs.input = { kind: 'seeded' };
        void runs.run(views);
      };
      return [{ label: said.seeded, run }];
    }
    default:
      return [];
  }
}
