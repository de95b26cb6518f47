// Where the keyboard is on the page: F6 goes through its parts, some keys go straight to the inspector, Esc goes back.

const CANVAS = '.stage.active svg[tabindex="0"], main svg[tabindex="0"]';
/** The parts of the page in reading order; the canvas is one thing, which the arrow keys walk. */
const PARTS = ['.top', '#side', '#side [role="tree"]', 'main', '#drawer', '.inspect'];
const REACHED = 'button, input, select, a[href], [tabindex="0"]';

/** Where the focus was before a key took it to another part. */
let from: HTMLElement | undefined;
/** Where the focus was last in each part. */
const last = new WeakMap<Element, HTMLElement>();

const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

const isReached = (element: HTMLElement): boolean =>
  isShown(element) && element.tabIndex >= 0 && !element.matches(':disabled, :disabled *');

function firstIn(part: Element): HTMLElement | undefined {
  if (part.matches('main')) return document.querySelector<HTMLElement>(CANVAS) ?? undefined;
  // What explains a part is not what one comes to it for.
  return [...part.querySelectorAll<HTMLElement>(REACHED)].find(
    (element) => isReached(element) && !element.closest('.panel-help'),
  );
}

function partOf(element: Element | null): Element | undefined {
  return element?.closest(PARTS.join(', ')) ?? undefined;
}

function enter(target: HTMLElement | null | undefined): void {
  const before = document.activeElement;
  if (!target || !(before instanceof HTMLElement || before instanceof SVGElement)) return;
  if (partOf(before) !== partOf(target)) from = before === document.body ? undefined : (before as HTMLElement);
  target.focus();
  if (target instanceof HTMLInputElement && target.type !== 'range') target.select();
}

/** To the next part of the page, or the one before: to where the focus was there last. */
export function nextPart(by: 1 | -1): void {
  const parts = PARTS.flatMap((selector) => document.querySelector(selector) ?? []).filter(
    (part) => isShown(part) && firstIn(part),
  );
  const here = partOf(document.activeElement);
  if (here) last.set(here, document.activeElement as HTMLElement);
  const at = here ? parts.indexOf(here) : by > 0 ? -1 : 0;
  const next = parts[(at + by + parts.length) % parts.length];
  if (!next) return;
  const known = last.get(next);
  enter(known && isReached(known) ? known : firstIn(next));
}

/** To the figure of the current network. */
export function enterCanvas(): void {
  document.querySelector<SVGElement>(CANVAS)?.focus();
}

/** What of the inspector a key leads to: the first setting of what is selected, its name, the factor that it is scaled by. */
export type InspectorField = 'settings' | 'name' | 'factor';

export function enterInspector(what: InspectorField): void {
  const fields = [...document.querySelectorAll<HTMLElement>('.inspect :is(input, select, [role="switch"])')].filter(
    isReached,
  );
  const name = document.querySelector<HTMLElement>('.inspect [data-name] input');
  if (what === 'factor') enter(document.querySelector<HTMLElement>('.inspect [data-factor]'));
  else if (what === 'settings') enter(fields.find((field) => !('factor' in field.dataset)));
  else enter(name ?? document.querySelector<HTMLElement>('.top input'));
}

/** Back to where the focus was before a key took it here, from the inspector else to the canvas; false where it stays. */
export function goBack(here: EventTarget | null): boolean {
  const part = here instanceof Element ? partOf(here) : undefined;
  if (!part || part.matches('main')) return false;
  const canvas = document.querySelector<HTMLElement>(CANVAS);
  const back = from && isShown(from) ? from : part.matches('.inspect') ? canvas : undefined;
  from = undefined;
  if (!back) return false;
  back.focus();
  return true;
}
