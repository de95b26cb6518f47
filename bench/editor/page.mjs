// The built app in Chromium, driven as by a person, and what its main thread did meanwhile.
/* global CanvasRenderingContext2D, document, Element, MutationObserver, requestAnimationFrame */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import { quantile } from './numbers.mjs';

const VIEWPORT = { width: 1440, height: 900 };
const CATEGORIES = ['toplevel', 'blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
/** What of a task is script, the garbage that it leaves and the messages that it reads among it. */
const SCRIPT = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'HandlePostMessage', 'MinorGC', 'MajorGC']);
/** Mouse moves and turns of the wheel come as often as frames, as from a real mouse. */
const STEP = 16;
/** A picture that has not changed for so long, in milliseconds, and waits for no layout has come to rest. */
const QUIET = 1500;

const soon = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A page with the app, or an empty one without an address. */
export async function openPage(address) {
  const browser = await chromium.launch(launchOptions());
  // Still, so that an edit's work is not mixed with the frames of its animation.
  const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => console.log(String(error)));
  await page.addInitScript(watchPicture);
  if (address) await page.goto(address);
  return { browser, page };
}

/** In the page: a mark whenever the figure's picture is made anew, as elements or painted, and when its layout has come. */
function watchPicture() {
  let last = 0;
  const changed = () => {
    last = performance.now();
    performance.mark('picture');
  };
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...given) {
    changed();
    performance.mark('painted');
    return clear.apply(this, given);
  };
  const observer = new MutationObserver((records) => {
    if (records.some(({ target }) => target instanceof Element && target.closest('.canvas svg'))) changed();
    const ready = records.some(({ oldValue, target }) => oldValue === 'true' && target.ariaBusy === 'false');
    if (ready) performance.mark('arrived');
  });
  observer.observe(document, { subtree: true, childList: true, attributeOldValue: true });
  globalThis.bench = { quietFor: () => performance.now() - last, changedAt: () => last };
}

/** Waits until the picture has changed since a time, if it does so soon, and then for its rest. */
async function settled(page, since = 0, soonest = 60_000) {
  const changed = (from) => globalThis.bench.changedAt() >= from;
  await page.waitForFunction(changed, since, { polling: 50, timeout: soonest }).catch(() => {});
  const rests = (quiet) =>
    globalThis.bench.quietFor() > quiet && document.querySelector('.stage[aria-busy=true]') === null;
  await page.waitForFunction(rests, QUIET, { polling: 100 });
}

/** Opens a document as a file of this machine, and waits for its picture. */
export async function openFile(page, name, text) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const path = join(folder, 'made.json');
  writeFileSync(path, text);
  await page.getByLabel('Open a network file').setInputFiles(path);
  const shown = (wanted) => document.querySelector('.canvas svg')?.getAttribute('aria-label')?.includes(wanted);
  await page.waitForFunction(shown, name, { timeout: 60_000 });
  await settled(page);
  rmSync(folder, { recursive: true });
}

/**
 * What the main thread does while something is done, in milliseconds of its CPU, longest task first: until the picture
 * shows it (`first`), and until the picture has come to rest (`work`).
 */
export async function traced(browser, page, work, soonest) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const begun = await page.evaluate(() => performance.mark('begin').startTime);
  await work();
  await settled(page, begun, soonest);
  const { traceEvents: events } = JSON.parse(String(await browser.stopTracing()));
  const begin = events.findLast(({ name, ph }) => name === 'begin' && ph !== 'M');
  const main = events.filter(({ pid, tid }) => pid === begin.pid && tid === begin.tid);
  const marks = main.filter(({ ts }) => ts > begin.ts).sort((a, b) => a.ts - b.ts);
  const since = (name, from) => marks.find((event) => event.name === name && event.ts >= from)?.ts;
  const end = marks.findLast(({ name }) => name === 'picture')?.ts ?? begin.ts;
  // A layout that comes from the worker is painted in the frame that follows; a small picture is drawn in one go.
  const arrived = since('arrived', begin.ts);
  const shown = since('painted', arrived ?? begin.ts) ?? arrived ?? end;
  const whole = main.filter(({ ph, ts, dur }) => ph === 'X' && ts + dur > begin.ts);
  const tasks = outermost(whole.filter(({ name }) => /RunTask$/.test(name)));
  const script = outermost(whole.filter(({ name }) => SCRIPT.has(name)));
  const until = (list, time) => list.filter(({ ts }) => ts <= time);
  const cpu = ({ tdur, dur }) => (tdur ?? dur) / 1000;
  const sum = (list) => list.reduce((total, event) => total + cpu(event), 0);
  // The last task before the picture holds the mark of it, and is counted to its end.
  return {
    script: sum(until(script, shown)),
    first: sum(until(tasks, shown)),
    work: sum(until(tasks, end)),
    shown: (shown - begin.ts) / 1000,
    after: Math.max(0, end - begin.ts) / 1000,
    longest: Math.max(0, ...tasks.map(cpu)),
    longestWall: Math.max(0, ...tasks.map(({ dur }) => dur / 1000)),
  };
}

/** Without those that lie within another. */
function outermost(events) {
  let end = 0;
  return events
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
    .filter(({ ts, dur }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

/**
 * Of the frames while `work` goes on the 95th percentile of the time between two, and the mean of what the main thread
 * worked for one: the second is the page's own, the first has the machine in it as well.
 */
async function frames(page, work) {
  const metrics = await page.context().newCDPSession(page);
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () =>
    (await metrics.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  await page.evaluate(() => {
    const times = [];
    let going = true;
    const step = (now) => {
      times.push(now);
      if (going) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    globalThis.stopFrames = () => ((going = false), times);
  });
  const before = await worked();
  await work();
  const times = await page.evaluate(() => globalThis.stopFrames());
  const own = ((await worked()) - before) * 1000;
  await metrics.detach();
  const between = times.slice(1).map((time, at) => time - times[at]);
  return { frame: quantile(between, 0.95), own: own / between.length };
}

/** Calls something once per step of the clock, however long it takes. */
export async function paced(steps, call) {
  let next = performance.now();
  for (let step = 0; step < steps; step += 1) {
    await call(step);
    next += STEP;
    await soon(Math.max(0, next - performance.now()));
  }
}

/** Frames of a pan by pointer over the middle of the canvas, there and back. */
export function pan(page, steps = 120) {
  const [x, y] = [760, 430];
  return frames(page, async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await paced(steps, (step) => {
      const t = (2 * Math.PI * step) / steps;
      return page.mouse.move(x + 160 * Math.sin(t), y + 120 * Math.sin(2 * t));
    });
    await page.mouse.up();
  });
}

/** Frames of turns of the wheel: nearer, and back. */
export function wheel(page, steps = 120) {
  return frames(page, async () => {
    await page.mouse.move(760, 430);
    await paced(steps, (step) => page.mouse.wheel(0, step % 60 < 30 ? -40 : 40));
  });
}
