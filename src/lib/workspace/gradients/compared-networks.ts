import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';
import type { Device } from '#lib/runtime/compute/device.ts';
import type { NormStatistics } from '#lib/runtime/compute/differentiate.ts';
import type { InputChoice } from '#lib/workspace/shared/run-choices.ts';
import type { NetworkFlow } from './network-flow.ts';
import type { ImageSize } from '#lib/workspace/shared/image-size.ts';

/** One of the open networks in a comparison; what it is called is what it was called then. */
export interface ComparedNetwork {
  readonly document: GraphDocument;
  /** Its place among the open ones: its letter and its colour. */
  readonly place: number;
  /** Why it has no gradient. */
  readonly issues: readonly Issue[];
}

/** The open networks under the same image, label and seeds, as far as they are known. */
export interface ComparedNetworks {
  readonly networks: readonly ComparedNetwork[];
  /** The place of the one that the others are compared with. */
  readonly reference: number;
  readonly flows: readonly NetworkFlow[];
  readonly seeds: readonly number[];
  readonly sizes: readonly ImageSize[];
  readonly label: number;
  readonly statistics: NormStatistics;
  readonly shortcuts: boolean;
  readonly input: InputChoice;
  readonly device?: Device;
  readonly complete: boolean;
}
