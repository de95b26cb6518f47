import { ok, refused, type Result } from '#lib/issue.ts';
import { storageIssue } from '#lib/workspace/shared/storage-issue.ts';
import * as v from 'valibot';
import { headSchema } from './head.ts';
import { claim, remember } from './place.ts';
import { listHeads, putBackStored, readStored, removeStored, type Stored } from './store.ts';

/** A workspace that lies on this machine and is not open in this tab. */
export interface OtherWorkspace {
  readonly id: string;
  /** Names of its open networks; none where this version cannot read it. */
  readonly names: readonly string[] | undefined;
  /** Milliseconds since 1970, where it says. */
  readonly saved: number | undefined;
}

const savedSchema = v.object({ saved: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(8.64e15)) });

async function guarded<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    return refused(storageIssue(error));
  }
}

/** All but the one of this tab, the newest first. */
export const listOthers = (current: string): Promise<Result<readonly OtherWorkspace[]>> =>
  guarded(async () => {
    const heads = (await listHeads()).filter(({ id }) => id !== current);
    const others = heads.map(({ id, head }): OtherWorkspace => {
      const read = v.safeParse(headSchema, head);
      const dated = v.safeParse(savedSchema, head);
      const names = read.success
        ? read.output.open.map((open) => read.output.views.find((view) => view.id === open)?.name ?? '')
        : undefined;
      return { id, names, saved: dated.success ? dated.output.saved : undefined };
    });
    return others.toSorted((a, b) => (b.saved ?? 0) - (a.saved ?? 0));
  });

/** Opens another workspace in this tab; its own is kept already. */
export function openOther(id: string): void {
  remember(id);
  location.reload();
}

/** Everything that lies here of a workspace, as JSON: whatever it is, nothing of it is lost. */
export const otherAsFile = (id: string): Promise<Result<string>> =>
  guarded(async () => JSON.stringify(await readStored(id), undefined, 1));

/** Deletes a workspace and gives it back, for {@link putBackOther}. One that another tab has open stays. */
export async function deleteOther(id: string): Promise<Result<Stored>> {
  if ((await claim(id)) === 'taken') return refused({ kind: 'workspace-in-use', at: '' });
  return guarded(() => removeStored(id));
}

export const putBackOther = (stored: Stored): Promise<Result<void>> => guarded(() => putBackStored(stored));
