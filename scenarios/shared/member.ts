/** The text at a member of the JSON object that `text` spells, or undefined where there is none. */
export function stringAt(text: string, member: string): string | undefined {
  const value = objectIn(text)[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
