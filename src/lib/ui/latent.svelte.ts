import { tick } from 'svelte';
import { afterPaint } from './after-paint.ts';
import { merged, type Attributes } from './merged.ts';
import type { Part } from './part.svelte.ts';
import { sayNotLoaded } from './when-loaded.ts';

interface Opening {
  /** What opens: it is drawn when somebody is about to want it. */
  readonly part: Part<unknown>;
  /** What the button has until then. */
  readonly attributes: Attributes;
  /** Events that open it, and of them those that do. */
  readonly opens: ReadonlyMap<string, (event: Event) => boolean>;
}

/**
 * A button, or an area, of which what it opens is not here before somebody is about to open it: a pointer comes, or the focus.
 * What is pressed before it is here is pressed again then.
 */
export class Latent {
  #awake = $state(false);
  /** What the button has of what it opens. */
  #told = $state.raw<Attributes>();
  #pressed: Event | undefined;
  #on: EventTarget | null = null;
  readonly #before: Attributes;
  readonly #opens: Opening['opens'];

  constructor({ part, attributes, opens }: Opening) {
    this.#opens = opens;
    const wake = (): void => {
      this.#awake = true;
    };
    const hold = (event: Event): void => {
      if (!opens.get(event.type)?.(event)) return;
      event.preventDefault();
      this.#pressed = event;
      this.#on = event.currentTarget;
      wake();
      void part.want().then((here) => {
        if (here === undefined) sayNotLoaded();
      });
    };
    const holds = [...opens.keys()].map((type): [string, unknown] => [`on${type}`, hold]);
    this.#before = merged(attributes, { onpointerenter: wake, onfocus: wake }, Object.fromEntries(holds));
  }

  get awake(): boolean {
    return this.#awake;
  }

  /** What the button has now. */
  get attributes(): Attributes {
    return this.#told ?? this.#before;
  }

  /** Takes what the button is to have from now on. */
  readonly tell = (told: Attributes): void => {
    this.#told = told['data-state'] === 'open' ? told : this.#seenFirst(told);
    const [pressed, on] = [this.#pressed, this.#on];
    if (!pressed || !on) return;
    this.#pressed = undefined;
    const again = sameAgain(pressed);
    void tick().then(() => on.dispatchEvent(again));
  };

  /** A pointer is answered once the button is seen to be pressed: what opens takes long to be drawn. */
  #seenFirst(told: Attributes): Attributes {
    const types = ['pointerdown', 'click'].filter((type) => this.#opens.has(type));
    const later = types.map((type): [string, unknown] => {
      const answer = Reflect.get(told, `on${type}`) as ((event: Event) => unknown) | undefined;
      const hold = (event: Event): void => {
        const on = event.currentTarget;
        const byKey = event instanceof MouseEvent && event.type === 'click' && event.detail === 0;
        if (!on || byKey || !event.isTrusted || !this.#opens.get(type)?.(event)) return void answer?.(event);
        event.preventDefault();
        const again = sameAgain(event);
        afterPaint(() => on.dispatchEvent(again));
      };
      return [`on${type}`, hold];
    });
    return { ...told, ...Object.fromEntries(later) };
  }
}

/** An event like one that was held, to be given out once what answers it can. */
const sameAgain = (event: Event): Event => new (event.constructor as typeof Event)(event.type, event);
