// The built app in Chromium, driven as by a person, and what its main thread did meanwhile.
/* global CanvasRenderingContext2D, document, Element, MutationObserver, requestAnimationFrame */
import { chromium } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import { quantile } from './numbers.mjs';

const VIEWPORT = { width: 1440, height: 900 };
const CATEGORIES = ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline'];
/** Mouse moves and turns of the wheel come as often as frames, as from a real mouse. */
const STEP = 16;
/** A picture that has not changed for so long, in milliseconds, has answered. */
const QUIET = 700;

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

/** In the page: a mark whenever the figure's picture is made anew, as elements or painted. */
function watchPicture() {
  let last = 0;
  const changed = () => {
    last = performance.now();
    performance.mark('picture');
  };
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...given) {
    changed();
    return clear.apply(this, given);
  };
  const observer = new MutationObserver((records) => {
    if (records.some(({ target }) => target instanceof Element && target.closest('.canvas svg'))) changed();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  globalThis.bench = { quietFor: () => performance.now() - last, changedAt: () => last };
}

/** Waits until the picture has changed since a time, if it does so soon, and then for its rest. */
async function settled(page, since = 0, soonest = 60_000) {
  const changed = (from) => globalThis.bench.changedAt() >= from;
  await page.waitForFunction(changed, since, { polling: 50, timeout: soonest }).catch(() => {});
  await page.waitForFunction((quiet) => globalThis.bench.quietFor() > quiet, QUIET, { polling: 100 });
}

/** Opens a document, handed over as the text of its file, and waits for its picture. */
export async function openFile(page, name, text) {
  const buffer = Buffer.from(text);
  await page
    .getByLabel('Open a network file')
    .setInputFiles({ name: 'made.json', mimeType: 'application/json', buffer });
  const shown = (wanted) => document.querySelector('.canvas svg')?.getAttribute('aria-label')?.includes(wanted);
  await page.waitForFunction(shown, name, { timeout: 60_000 });
  await settled(page);
}

/** Main-thread tasks while something is done until the picture has answered, longest first, in milliseconds of its CPU. */
export async function traced(browser, page, work, soonest) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const begun = await page.evaluate(() => performance.mark('begin').startTime);
  await work();
  await settled(page, begun, soonest);
  const { traceEvents: events } = JSON.parse(String(await browser.stopTracing()));
  const begin = events.findLast(({ name, ph }) => name === 'begin' && ph !== 'M');
  const main = (event) => event.pid === begin.pid && event.tid === begin.tid;
  const end = events.findLast((event) => event.name === 'picture' && main(event))?.ts ?? begin.ts;
  const tasks = events.filter((event) => /RunTask$/.test(event.name) && event.ph === 'X' && main(event));
  const own = tasks.filter(({ ts, dur }) => ts + dur > begin.ts);
  const answered = own.filter(({ ts }) => ts <= end);
  const sum = (list, of) => list.reduce((total, event) => total + (of(event) ?? 0), 0) / 1000;
  return {
    work: sum(answered, ({ tdur, dur }) => tdur ?? dur),
    after: Math.max(0, end - begin.ts) / 1000,
    longest: Math.max(0, ...own.map(({ tdur, dur }) => tdur ?? dur)) / 1000,
    longestWall: Math.max(0, ...own.map(({ dur }) => dur)) / 1000,
  };
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
