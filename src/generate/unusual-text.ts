import type { Contract } from '../contract/contract.ts';
import type { Parameter } from '../contract/parameter.ts';
import { shown } from '../contract/shown.ts';
import { flawsOf } from '../contract/value-flaws.ts';
import type { CaseKind } from './case.ts';
import { stretched } from './sample.ts';
import type { Variation } from './variation.ts';

const SCRIPTS = 'Çayır Ελλάδα Київ עברית العربية हिन्दी ไทย 日本語 中文 한국어';
const EMOJI = '🗿 👩‍🚀 🏳️‍🌈 👍🏽 🇳🇵 𝒜 e\u{301}';

interface Text {
  readonly kind: CaseKind;
  readonly label: string;
  readonly text: string;
}

/**
 * Texts that people do send and that servers stumble over: other scripts, emoji, control
 * characters, half a character, lengths by powers of ten. A target that takes them bills each, so
 * they are for the text that the model works on, and for who asks for what is only recorded.
 */
export function unusualTexts(contract: Contract, parameter: Parameter): readonly Variation[] {
  const { name, type } = parameter;
  if (type !== 'string' || name !== contract.roles.text) return [];
  const example = contract.example[name] ?? parameter.default;
  return textsFrom(typeof example === 'string' ? example : 'lamp').flatMap(
    ({ kind, label, text }) => {
      const [flaw] = flawsOf(parameter, text);
      if (flaw?.expect === 'refuse') return [];
      return {
        kind,
        parameter: name,
        level: text,
        label,
        class: `${name}.${kind}`,
        expect: flaw === undefined ? 'accept' : 'unknown',
        why: `${name} is ${shown(text)}, ${WORDS[kind] ?? kind}.`,
      };
    },
  );
}

const WORDS: Partial<Record<CaseKind, string>> = {
  script: 'in other scripts than most',
  control: 'with characters that do not show',
  long: 'of a length by powers of ten',
};

function textsFrom(base: string): readonly Text[] {
  return [
    { kind: 'script', label: 'scripts', text: SCRIPTS },
    { kind: 'script', label: 'emoji', text: EMOJI },
    { kind: 'control', label: 'control', text: `a\u{0}b\u{7}c\u{1b}[0m\u{7f}` },
    { kind: 'control', label: 'half', text: 'a \u{d83d} b' },
    ...[1_000, 10_000, 100_000].map((length): Text => ({
      kind: 'long',
      label: String(length),
      text: stretched(base, length),
    })),
  ];
}
