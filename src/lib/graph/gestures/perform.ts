import { addNode } from '$lib/graph/commands/add-node';
import { connect } from '$lib/graph/commands/connect';
import { sourceOf, disconnect } from '$lib/graph/commands/disconnect';
import type { Domain } from '$lib/graph/commands/domain';
import { insertOnEdge } from '$lib/graph/commands/insert-on-edge';
import { pin } from '$lib/graph/commands/pin';
import { moveEdge, reconnect } from '$lib/graph/commands/reconnect';
import type { GraphDocument } from '$lib/graph/document/document';
import type { Patch } from '$lib/graph/document/patch';
import type { Result } from '$lib/issue';
import type { ConnectIntent } from './connect';
import type { DropIntent } from './drop';
import type { PinIntent } from './move';

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
