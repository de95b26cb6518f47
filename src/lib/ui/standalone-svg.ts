import { writable } from '#lib/text.ts';

/** What a drawing needs of its style sheet. */
const PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

const FONTS = 'Inter, "Helvetica Neue", Arial, sans-serif';

/** A drawing of the page as a file of its own: colours as they are seen, on the colour behind it, nothing fetched. */
export function standaloneSvg(drawn: SVGSVGElement): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const shown = [...drawn.querySelectorAll('*')];
  [...copy.querySelectorAll('*')].forEach((element, index) => {
    const style = getComputedStyle(shown[index]!);
    for (const name of PROPERTIES) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('style');
    element.removeAttribute('class');
  });
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = drawn.getAttribute('aria-label') ?? '';
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.documentElement).getPropertyValue('--surface').trim());
  copy.prepend(title, ground);
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('font-family', FONTS);
  // Comments are the framework's.
  return `${writable(new XMLSerializer().serializeToString(copy).replaceAll(/<!--.*?-->/gs, ''))}\n`;
}
