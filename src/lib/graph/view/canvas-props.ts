import type { Layout } from '$lib/graph/layout/layout';
import type { Snippet } from 'svelte';
import type { Camera } from './camera';
import type { Difference } from './look';

export interface CanvasProps {
  layout: Layout;
  /** The accessible name of the figure. */
  label: string;
  selected?: readonly string[];
  hovered?: string;
  /** Undefined until the figure was fitted for the first time; two canvases that bind one camera move together. */
  camera?: Camera;
  differences?: ReadonlyMap<string, Difference>;
  notes?: ReadonlyMap<string, string>;
  heat?: ReadonlyMap<string, number>;
  path?: ReadonlySet<string>;
  mayPan?: (event: Event) => boolean;
  onselect?: (ids: readonly string[], additive: boolean) => void;
  onhover?: (id: string | undefined) => void;
  onopen?: (id: string) => void;
  oncontextmenu?: (id: string | undefined, event: MouseEvent) => void;
  /** Drawn over the figure, in its units: drafts of a gesture. */
  children?: Snippet<[Camera]>;
}
