import type { PlannedBand } from '../plan/figure-plan.ts';
import type { LevelRoot } from '../plan/level-root.ts';
import type { Link } from '../plan/links.ts';
import type { Placed, Places } from './band-places.ts';

/** A band with the places of its marks, its base line at 0 and its left border at 0. */
export interface PlacedBand extends PlannedBand {
  readonly id: string;
  /** The id of the band that this is a later line of. */
  readonly continues?: string;
  /** Those that start or end in it. */
  readonly links: readonly Link[];
  readonly places: Places;
  readonly root?: LevelRoot;
  /** Id of the mark whose value it takes: the output of the band before it, or the image. */
  readonly before?: string;
  /** The mark whose value the next band takes. */
  readonly output?: Placed;
}
