import type { VerdictName } from '../../record/run-record.ts';
import { type Markup, markup } from './markup.ts';

const SHAPES: Readonly<Record<VerdictName, Markup>> = {
  kept: markup`<circle cx="8" cy="8" r="7" fill="currentColor" opacity=".14"/><path d="M4.6 8.3l2.3 2.3 4.5-4.9"/>`,
  broken: markup`<circle cx="8" cy="8" r="7" fill="currentColor" opacity=".14"/><path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"/>`,
  recorded: markup`<circle cx="8" cy="8" r="7" fill="currentColor" opacity=".14"/><path d="M5 6.2h6M5 9.8h4"/>`,
  untested: markup`<circle cx="8" cy="8" r="6.2" stroke-dasharray="2.6 2.3" stroke-width="1.4"/>`,
};

/** The sign of a verdict; the word must stand beside it. */
export function verdictIcon(verdict: VerdictName): Markup {
  return markup`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">${SHAPES[verdict]}</svg>`;
}

/** The sign of a verdict and its word. */
export function verdictWord(verdict: VerdictName): Markup {
  return markup`<span class="verdict is-${verdict}">${verdictIcon(verdict)}${verdict}</span>`;
}

/** A lead on its line. */
export const LOGO = markup`<svg class="logo" viewBox="0 0 20 28" width="20" height="28" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"><path d="M10 0v9" stroke-linecap="round"/><path d="M6.4 9h7.2l2.2 9.5L10 27l-5.8-8.5z" fill="currentColor" fill-opacity=".12"/></svg>`;
