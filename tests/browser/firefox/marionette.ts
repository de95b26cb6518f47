import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

// Firefox as Debian has it, driven by its own protocol (Marionette: JSON with a length before it): Playwright drives a Firefox of its own
// alone, which cannot be had everywhere.

const PREFS = {
  'marionette.port': 0,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'app.update.enabled': false,
  // What is asked on leaving is a test's of Chromium.
  'dom.disable_beforeunload': true,
};

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

interface Reply {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A Firefox of its own, with a profile that is thrown away. */
export class Firefox {
  readonly #waiting = new Map<number, Reply>();
  #count = 0;
  #rest = Buffer.alloc(0);

  private constructor(
    private readonly process: ChildProcess,
    private readonly socket: Socket,
    private readonly profile: string,
  ) {
    socket.on('data', (data) => this.#hear(data));
    socket.on('close', () => this.#fail('Firefox is gone'));
    socket.on('error', () => this.#fail('Firefox does not answer'));
  }

  static async open(path: string): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
    const prefs = Object.entries(PREFS).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(join(profile, 'user.js'), prefs.join('\n'));
    const args = ['--headless', '--marionette', '--no-remote', '--profile', profile, '--width=1440', '--height=900'];
    const process_ = spawn(path, args, { stdio: 'ignore', env: { ...process.env, HOME: profile } });
    const port = join(profile, 'MarionetteActivePort');
    for (let tries = 0; tries < 600 && !existsSync(port); tries += 1) {
      if (process_.exitCode !== null) throw new Error(`Firefox ended with ${process_.exitCode}`);
      await after(100);
    }
    const socket = createConnection(Number(readFileSync(port, 'utf8')), '127.0.0.1');
    const firefox = new Firefox(process_, socket, profile);
    await firefox.#call('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
    return firefox;
  }

  goto = (url: string): Promise<unknown> => this.#call('WebDriver:Navigate', { url });
  reload = (): Promise<unknown> => this.#call('WebDriver:Refresh');

  /** Calls a function in the page, with values that JSON holds. */
  async evaluate<Args extends readonly unknown[], T>(work: (...args: Args) => T, ...args: Args): Promise<T> {
    const script = `return (${String(work)})(...arguments)`;
    return (await this.#value('WebDriver:ExecuteScript', { script, args, sandbox: null })) as T;
  }

  /** Clicks what a selector finds first, as a hand does. */
  async click(selector: string): Promise<void> {
    await this.#call('WebDriver:ElementClick', { id: await this.#find(selector) });
  }

  /** Puts a text into a field, and Enter. */
  async enter(selector: string, text: string): Promise<void> {
    const id = await this.#find(selector);
    await this.#call('WebDriver:ElementClear', { id });
    await this.#call('WebDriver:ElementSendKeys', { id, text: `${text}\uE007` });
  }

  text = (selector: string): Promise<string> =>
    this.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector);

  value = (selector: string): Promise<string> =>
    this.evaluate((wanted) => document.querySelector<HTMLInputElement>(wanted)?.value ?? '', selector);

  /** Opens another tab and goes there; returns the one before. */
  async newTab(): Promise<string> {
    const before = (await this.#value('WebDriver:GetWindowHandle')) as string;
    const { handle } = (await this.#call('WebDriver:NewWindow', { type: 'tab', focus: true })) as { handle: string };
    await this.toTab(handle);
    return before;
  }

  toTab = (handle: string): Promise<unknown> => this.#call('WebDriver:SwitchToWindow', { handle, focus: true });
  closeTab = (): Promise<unknown> => this.#call('WebDriver:CloseWindow');

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    await this.#call('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => this.process.kill());
    await gone;
    this.socket.destroy();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 3 });
  }

  async #find(value: string): Promise<string> {
    const found = (await this.#value('WebDriver:FindElement', {
      using: value.startsWith('//') ? 'xpath' : 'css selector',
      value,
    })) as {
      [ELEMENT]: string;
    };
    return found[ELEMENT];
  }

  async #value(command: string, params: object = {}): Promise<unknown> {
    return ((await this.#call(command, params)) as { value: unknown }).value;
  }

  #call(command: string, params: object = {}): Promise<unknown> {
    const id = (this.#count += 1);
    const text = JSON.stringify([0, id, command, params]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  #hear(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const colon = this.#rest.indexOf(':');
      const end = colon + 1 + Number(this.#rest.subarray(0, Math.max(0, colon)));
      if (colon < 0 || this.#rest.length < end) return;
      const message: unknown = JSON.parse(this.#rest.subarray(colon + 1, end).toString());
      this.#rest = this.#rest.subarray(end);
      // The first one greets, and is no answer.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message as [number, number, { error: string; message: string } | null, unknown];
      const reply = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) reply?.reject(new Error(`${error.error}: ${error.message}`));
      else reply?.resolve(result);
    }
  }

  #fail(why: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }
}
