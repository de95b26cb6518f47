import { tick } from 'svelte';

/** What a form was answered is seen without scrolling, and of what is asked next as much as there is room for. */
export async function showAnswer(form: HTMLElement): Promise<void> {
  await tick();
  for (const shown of [form.nextElementSibling, form.querySelector('[role="status"]')])
    shown?.scrollIntoView({ block: 'nearest' });
}
