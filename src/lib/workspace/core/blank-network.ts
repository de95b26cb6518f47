import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';

/** A network to draw by hand: an image, and nothing else yet. */
export const blankNetwork = (): GraphDocument => ({
  ...emptyDocument,
  name: words.filing.menu.blank.name,
  nodes: [{ id: 'input', kind: 'input', inputs: [], attributes: { channels: 3, height: 224, width: 224 } }],
});
