/** Formats of texts that a contract can name. */
export const FORMATS = ['date', 'date-time', 'uuid', 'email'] as const;
export type Format = (typeof FORMATS)[number];

/** What a format means. */
export interface FormatRule {
  /** In words: `a date (YYYY-MM-DD)`. */
  readonly words: string;
  /** Whether a text is of it, strictly. The one predicate behind every reading. */
  readonly fits: (text: string) => boolean;
  /** Whether a lenient reader would take a text for it; of those a page says nothing. */
  readonly mightFit: (text: string) => boolean;
  /** Texts of it. */
  readonly samples: readonly string[];
  /** Texts that are near it and that no reader should take. */
  readonly nearMisses: readonly string[];
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i;

export const FORMAT_RULES: Readonly<Record<Format, FormatRule>> = {
  date: {
    words: 'a date (YYYY-MM-DD)',
    fits: isDate,
    mightFit: (text) => Number.isFinite(Date.parse(text)),
    samples: ['2026-02-28', '2024-02-29'],
    nearMisses: ['2026-13-01', '2026-00-10', 'tomorrow', ''],
  },
  'date-time': {
    words: 'a date and time (RFC 3339)',
    fits: (text) => isDate(text.slice(0, 10)) && text[10] === 'T' && TIME.test(text.slice(11)),
    mightFit: (text) => Number.isFinite(Date.parse(text)),
    samples: ['2026-02-28T23:59:59Z', '2026-02-28T12:00:00.5+01:00'],
    nearMisses: ['2026-02-28T25:00:00Z', '2026-13-28T12:00:00Z', 'now', ''],
  },
  uuid: {
    words: 'a UUID',
    fits: (text) => UUID.test(text),
    // Without dashes, in braces, as a URN.
    mightFit: (text) => text.replaceAll(/urn:uuid:|[^0-9a-z]/gi, '').length === 32,
    samples: ['7c9e6679-7425-40de-944b-e07fc1f90ae7', '16fd2706-8baf-433b-82eb-8c7fada847da'],
    nearMisses: ['7c9e6679-7425-40de-944b-e07fc1f90ae', '7c9e6679', 'none', ''],
  },
  email: {
    words: 'an e-mail address',
    fits: (text) => EMAIL.test(text),
    mightFit: (text) => /[^@]@[^@]/.test(text),
    samples: ['someone@example.com', 'some.one+tag@mail.example.org'],
    nearMisses: ['someone.example.com', '@example.com', 'someone@', ''],
  },
};

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // A day that a month does not have is taken for one of the next month.
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}
