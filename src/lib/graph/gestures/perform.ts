import { addNode } from '#lib/graph/commands/add-node.ts';
import { connect } from '#lib/graph/commands/connect.ts';
import { sourceOf, disconnect } from '#lib/graph/commands/disconnect.ts';
import type { Domain } from '#lib/graph/commands/domain.ts';
import { insertOnEdge } from '#lib/graph/commands/insert-on-edge.ts';
import { pin } from '#lib/graph/commands/pin.ts';
import { moveEdge, reconnect } from '#lib/graph/commands/reconnect.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import type { Result } from '#lib/issue.ts';
import type { ConnectIntent } from './connect.ts';
import type { DropIntent } from './drop.ts';
import type { PinIntent } from './move.ts';

/** What gestures ask of the document. */
export type EditIntent = ConnectIntent | DropIntent | PinIntent;

/** The command that an intent stands for. */
export function perform(document: GraphDocument, intent: EditIntent, domain: Domain): Result<Patch> {
  switch (intent.kind) {
    case 'connect':
      return connect(document, intent.connection, domain);
    case 'move-edge':
      return moveEdge(document, intent, domain);
    case 'reconnect':
      return reconnect(document, { ...intent.end, from: intent.from }, domain);
    case 'disconnect':
      return disconnect(document, intent.end);
    case 'pin':
    case 'nudge':
      return pin(document, intent);
    case 'add': {
      const made = domain.make(document, intent.entry, intent.selection);
      return made.ok ? addNode(document, { ...made.value, ...(intent.at && { at: intent.at }) }, domain) : made;
    }
    case 'insert': {
      const source = sourceOf(document, intent.edge);
      if (!source.ok) return source;
      const made = domain.make(document, intent.entry, [source.value]);
      return made.ok ? insertOnEdge(document, { ...intent.edge, node: made.value.node }, domain) : made;
    }
  }
}
