import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { ReportTable } from '#lib/dla/exchange/report/to-html.ts';
import type { SceneOptions } from '#lib/graph/view/look.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import type { PictureLook } from './picture-look.ts';

/** What stands on a figure besides its shapes: differences, heat, a path, notes beside levels. */
export type FigureLook = Pick<SceneOptions, 'differences' | 'heat' | 'path' | 'notes'>;

/** A network that is written: in a picture as it stands on the screen, in these colours. */
export interface Exported {
  readonly document: GraphDocument;
  /** All that are open, side by side: for formats that hold several. */
  readonly documents: readonly GraphDocument[];
  readonly layout: Layout;
  readonly look: FigureLook;
  /** What a comparison draws on a picture of one of all that are open. */
  readonly marks?: (index: number, layout: Layout) => FigureLook;
  /** What the networks computed, for a report. */
  readonly computed?: () => Promise<readonly ReportTable[]>;
  readonly theme: SvgTheme;
  /** The colours of what is always light, as a report is. */
  readonly lightTheme: SvgTheme;
  /** Where its weights come from; seeded ones, which anyone can check, when absent. */
  readonly weights?: WeightFileSource;
  /** Whether weights are written beside what has no place for them. */
  readonly withWeights?: boolean;
  /** How a picture is drawn; as on the screen where absent. */
  readonly picture?: PictureLook;
}

type Content = string | Uint8Array<ArrayBuffer> | Blob;

/** What stands in a file, and in one that has to lie beside it. */
export interface Written {
  readonly content: Content;
  readonly beside?: { readonly name: string; readonly content: Blob };
  /** What a person should know of it. */
  readonly notes?: readonly string[];
}
