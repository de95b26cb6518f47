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

const load = () => import('temml');
let loading: ReturnType<typeof load> | undefined;

/** A formula as MathML of our own: elements and attributes of the lists alone. Undefined where it is no formula. */
export async function mathOf(tex: string, display: boolean): Promise<Element | undefined> {
  const { default: temml } = await (loading ??= load());
  try {
    const source = temml.renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
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
  made.append(...inside);
  return made;
}
