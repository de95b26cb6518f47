import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { SceneLook } from '#lib/graph/view/look.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import type { PictureLook } from './picture-look.ts';

/** A network that is written: in a picture as it stands on the screen, in these colours. */
export interface Exported {
  readonly document: GraphDocument;
  /** All that are open, side by side: for formats that hold several. */
  readonly documents: readonly GraphDocument[];
  readonly layout: Layout;
  readonly look: SceneLook;
  readonly theme: SvgTheme;
  /** The colours of what is always light, as a report is. */
  readonly lightTheme: SvgTheme;
  /** Where its weights come from; seeded ones, which anyone can check, when absent. */
  readonly weights?: WeightFileSource;
  /** How a picture is drawn; as on the screen where absent. */
  readonly picture?: PictureLook;
}

type Content = string | Uint8Array<ArrayBuffer> | Blob;

/** What stands in a file, and in one that has to lie beside it. */
export interface Written {
  readonly content: Content;
  readonly beside?: Blob;
  /** What a person should know of it. */
  readonly notes?: readonly string[];
}
