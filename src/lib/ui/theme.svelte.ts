export type ThemeChoice = 'light' | 'dark' | 'system';

/** Also known to static/before-paint.js, which sets the theme before the first paint. */
export const THEME_KEY = 'dla-explorer.theme';

export function parseThemeChoice(text: string | null): ThemeChoice {
  return text === 'light' || text === 'dark' ? text : 'system';
}

/** The stored text, or null where storage is closed to the page. */
function remembered(): string | null {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}

/** Light or dark: the choice remembered on this machine, else what the system prefers. */
class Theme {
  #choice = $state<ThemeChoice>('system');
  #systemIsDark = $state(false);
  readonly resolved = $derived(this.#choice === 'system' ? (this.#systemIsDark ? 'dark' : 'light') : this.#choice);

  constructor() {
    if (typeof document === 'undefined') return;
    this.#choice = parseThemeChoice(remembered());
    const system = matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = system.matches;
    this.#paint();
    system.addEventListener('change', ({ matches }) => {
      this.#systemIsDark = matches;
      this.#paint();
    });
    // Another tab of the product chose.
    addEventListener('storage', ({ key, newValue }) => {
      if (key !== THEME_KEY) return;
      this.#choice = parseThemeChoice(newValue);
      this.#paint();
    });
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    this.#paint();
    try {
      localStorage.setItem(THEME_KEY, choice);
    } catch {
      // Closed storage: the choice holds until the page is left.
    }
  }

  #paint(): void {
    document.documentElement.dataset.theme = this.resolved;
  }
}

export const theme = new Theme();
