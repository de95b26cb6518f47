import type { GraphDocument } from '$lib/graph/document/document';
import type { Contents } from './contents';
import type { Drawing } from './drawing';
import type { Headed, PlacedLine } from './lines';
import type { FigureWords } from './words';

export function routeDecoder(
  _document: GraphDocument,
  _drawing: Drawing,
  _contents: Contents,
  _lines: readonly PlacedLine[],
  _decoder: Headed,
  _behind: readonly Headed[],
  _zoom: number,
  _words: FigureWords,
): void {}
