import type Temml from 'temml';

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** What a formula may be made of. */
const elements: ReadonlySet<string> = new Set([
  'math',
  'mrow',
  'mi',
  'mn',
  'mo',
  'ms',
  'mtext',
  'mspace',
  'msub',
  'msup',
  'msubsup',
  'munder',
  'mover',
  'munderover',
  'mfrac',
  'msqrt',
  'mroot',
  'mstyle',
  'mpadded',
  'mphantom',
  'mtable',
  'mtr',
  'mtd',
  'mmultiscripts',
  'none',
  'mprescripts',
]);
const attributes: ReadonlySet<string> = new Set([
  'display',
  'displaystyle',
  'scriptlevel',
  'mathvariant',
  'stretchy',
  'fence',
  'separator',
  'form',
  'accent',
  'accentunder',
  'lspace',
  'rspace',
  'width',
  'height',
  'depth',
  'linethickness',
  'columnalign',
  'rowspacing',
  'columnspacing',
  'movablelimits',
  'largeop',
  'symmetric',
  'minsize',
  'maxsize',
]);

let temml: typeof Temml | undefined;

/** Whether formulas can be set at once. What is printed is taken as it is at that moment. */
export const isMathHere = (): boolean => temml !== undefined;

/** Fetches what sets formulas. */
export async function fetchMath(): Promise<void> {
  temml ??= (await import('temml')).default;
}

/** `\\href{#level1-b1}{B_1}` points at a part of the network, as `[B1](#level1-b1)` does in a text. */
const pointer = /\\href\{#([A-Za-z0-9_-]{1,64})\}/g;
const PART = 'part:';
/** Of the commands that may be trusted, it alone. */
const isPointer = ({ command, class: given = '' }: { readonly command: string; readonly class?: string }): boolean =>
  command === '\\class' && given.startsWith(PART);

/**
 * A formula as MathML of our own: elements and attributes of the lists alone. What points at a part of the network has its id
 * in `data-part`. Several that stand apart in a line (`\\quad`) come apart, so that a narrow page has them below each other.
 * Undefined where it is no formula, or nothing is here that sets it.
 */
export function mathsOf(tex: string, display: boolean): readonly Element[] | undefined {
  const apart = tex.split(/\\q?quad(?![A-Za-z])/).filter((part) => part.trim() !== '');
  const maths = apart.map((part) => mathOf(part, display));
  if (apart.length > 1 && maths.every((math) => math !== undefined)) return maths;
  const math = mathOf(tex, display);
  return math && [math];
}

function mathOf(tex: string, display: boolean): Element | undefined {
  if (!temml) return undefined;
  try {
    const source = temml.renderToString(tex.replaceAll(pointer, `\\class{${PART}$1}`), {
      displayMode: display,
      throwOnError: true,
      trust: isPointer,
      maxExpand: 100,
      maxSize: [20, 5],
    });
    // The page's policy allows no inline style, not even in what is only parsed.
    const plain = source.replaceAll(/ style="[^"]*"/g, '');
    const parsed = new DOMParser().parseFromString(plain, 'text/html').querySelector('math');
    return parsed ? (cleaned(parsed) as Element) : undefined;
  } catch {
    return undefined;
  }
}

function cleaned(node: Element): Node {
  const inside = [...node.childNodes].flatMap((child): readonly Node[] =>
    child instanceof Text ? [document.createTextNode(child.data)] : child instanceof Element ? [cleaned(child)] : [],
  );
  const known = node.namespaceURI === MATHML && elements.has(node.localName);
  const made = document.createElementNS(MATHML, known ? node.localName : 'mrow');
  for (const { name, value } of node.attributes) if (known && attributes.has(name)) made.setAttribute(name, value);
  const given = node.getAttribute('class') ?? '';
  if (given.startsWith(PART)) made.setAttribute('data-part', given.slice(PART.length));
  made.append(...inside);
  return made;
}
