import { parse } from 'svelte/compiler';

/** TypeScript in a component, or a text between its tags. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  /** A script; an expression, `shown` where its value is what a person reads; or a plain text that one reads. */
  readonly kind: 'script' | 'expression' | 'shown' | 'text';
}

/** Attributes of elements and components, and names of properties, whose value a person reads. */
export const readNames =
  /^(?:title|label|hint|text|caption|placeholder|alt|summary|description|aria-(?:label|description|roledescription|valuetext|placeholder))$/;

/** Attributes that hold names, code and numbers. */
const machineNames = /^(?:class|style|d|transform|viewBox|points|rel|href|src|accept|key|role|type|id|data-.*)$/;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Keys of nodes of a template under which an expression of TypeScript stands. */
const expressions = new Set(['expression', 'test', 'key', 'declaration']);

/** The scripts of a component: what is in its template is asked for again. */
export function scriptsOf(source: string): readonly Pick<Piece, 'text' | 'line'>[] {
  const { module, instance } = parse(source, { modern: true });
  return [module, instance].flatMap((script) => {
    const content: unknown = script?.content;
    if (!isNode(content)) return [];
    return [
      {
        text: source.slice(content.start, content.end),
        line: source.slice(0, content.start).split('\n').length,
      },
    ];
  });
}

/** A component in pieces: what is code, and what is read. */
export function piecesOf(source: string): readonly Piece[] {
  const { module, instance, fragment } = parse(source, { modern: true });
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], start: number, end: number): void => {
    pieces.push({ kind, text: source.slice(start, end), line: source.slice(0, start).split('\n').length });
  };
  const visit = (node: Node, shown: boolean): void => {
    if (node.type === 'Comment') return;
    if (node.type === 'Text') {
      if (shown)
        pieces.push({ kind: 'text', text: String(node.data), line: source.slice(0, node.start).split('\n').length });
      return;
    }
    if (node.type === 'StyleDirective' || node.type === 'ClassDirective') return visitAll(node.value, false);
    const isAttribute = node.type === 'Attribute';
    const name = isAttribute ? String(node.name) : '';
    for (const [key, value] of Object.entries(node)) {
      if (expressions.has(key) && isNode(value)) add(isShown(node, shown), value.start, value.end);
      else if (isAttribute) visitAll(value, readNames.test(name) && !machineNames.test(name));
      else visitAll(value, key !== 'attributes');
    }
  };
  const visitAll = (value: unknown, shown: boolean): void => {
    if (Array.isArray(value)) for (const each of value) visitAll(each, shown);
    else if (isNode(value)) visit(value, shown);
  };
  for (const script of [module, instance]) {
    const content: unknown = script?.content;
    if (isNode(content)) add('script', content.start, content.end);
  }
  visitAll(fragment.nodes, true);
  return pieces;
}

const isShown = ({ type }: Node, shown: boolean): Piece['kind'] =>
  type === 'ExpressionTag' && shown ? 'shown' : type === 'ConstTag' ? 'script' : 'expression';
