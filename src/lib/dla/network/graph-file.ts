import { isImage, modules } from '#lib/dla/modules/modules.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { issuesOf } from '#lib/graph/document/faults.ts';
import { readJson, type JsonText } from '#lib/graph/document/json.ts';
import { parseDocument } from '#lib/graph/document/parse.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { DocumentDomain } from '#lib/graph/document/schema.ts';
import { serialiseDocument, type SerialiseOptions } from '#lib/graph/document/serialise.ts';
import type { Issue, Result } from '#lib/issue.ts';

/** What a graph document may hold: the modules. */
export const domain: DocumentDomain = { kinds: new Map(Object.entries(modules)) };

export interface ParseOptions {
  /** Take a drawing as it is: sound in itself, but not yet a network (shapes, numbers of inputs, cycles). */
  readonly draft?: boolean;
}

/** A graph document from a file's text or bytes. Issues name the line and the node. */
export function parseGraph(source: string | Uint8Array, options: ParseOptions = {}): Result<GraphDocument> {
  const json = readJson(source);
  return json.ok ? parseGraphJson(json.value, options) : json;
}

export function parseGraphJson(json: JsonText, { draft = false }: ParseOptions = {}): Result<GraphDocument> {
  const parsed = parseDocument(json, domain);
  if (draft) return parsed;
  if (!parsed.ok) return { ok: false, issues: [...parsed.issues, ...inputLost(json, parsed.issues)] };
  const { issues } = lowerDocument(parsed.value);
  if (issues.length === 0) return parsed;
  const { rank } = indexOf(parsed.value);
  const placed = issues.map((issue) => ({
    ...issue,
    path: rank.has(issue.at) ? ['nodes', rank.get(issue.at)!] : ['nodes'],
  }));
  return { ok: false, issues: issuesOf(placed, json) };
}

/** Where nodes take what is missing, and there is no input node either: the remedy is another one. */
function inputLost(json: JsonText, issues: readonly Issue[]): readonly Issue[] {
  const lost = (kind: string): boolean => kind === 'missing-node' || kind === 'missing-member';
  const { nodes } = json.value as { readonly nodes: readonly { readonly kind?: unknown }[] };
  if (!issues.every(({ kind }) => lost(kind)) || nodes.some(isImage)) return [];
  return issuesOf([{ kind: 'no-input-node', path: ['nodes'], at: 'nodes', received: [] }], json);
}

/** The file of a document; it parses to an equal one. */
export const serialiseGraph = (document: GraphDocument, options?: SerialiseOptions): string =>
  serialiseDocument(document, domain, options);
